import { ApiError } from './api.ts';

/** Downloads what the API answers, under the name that it gives. Throws ApiError. */
export async function save(url: string): Promise<void> {
  const response = await fetch(url).catch(() => {
    throw new ApiError(0, { code: 'network_lost' });
  });
  if (!response.ok) throw new ApiError(response.status, { code: 'internal_error' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = readName(response.headers.get('content-disposition') ?? '');
  link.click();
  URL.revokeObjectURL(link.href);
}

function readName(disposition: string): string {
  const [, encoded = ''] = /filename\*=UTF-8''([^;]+)/i.exec(disposition) ?? [];
  const [, plain = ''] = /filename="?([^";]+)"?/i.exec(disposition) ?? [];
  return encoded === '' ? plain : decodeURIComponent(encoded);
}
