declare module '*.css?inline' {
  const styles: string;
  // oxlint-disable-next-line import/no-default-export -- the bundler's own form
  export default styles;
}
