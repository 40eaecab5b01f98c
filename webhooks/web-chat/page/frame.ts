/** What the page says to the launcher around it; nothing when it stands alone. */
export type Frame = { readonly tellNews: () => void };

/**
 * Joins the launcher of the site that embeds the page. Which sites may is the server's word
 * (frame-ancestors); here only the window around us may open the channel, once, with a nonce it gets back.
 */
export function joinFrame(): Frame {
  if (window.parent === window) return { tellNews: () => undefined };
  document.documentElement.classList.add('framed');
  let port: MessagePort | undefined;
  window.addEventListener('message', (event) => {
    const [offered] = event.ports;
    if (port !== undefined || event.source !== window.parent || offered === undefined) return;
    if (!isFromAncestor(event.origin) || event.data?.kind !== 'duxin-hello') return;
    port = offered;
    port.postMessage({ kind: 'duxin-ready', nonce: event.data.nonce });
  });
  return { tellNews: () => port?.postMessage({ kind: 'duxin-news' }) };
}

/** Browsers that tell who the ancestors are must agree with the message's origin. */
function isFromAncestor(origin: string): boolean {
  const { ancestorOrigins } = window.location;
  return ancestorOrigins === undefined || ancestorOrigins[0] === origin;
}
