/** What `.env` says; Vite puts it into the page when it serves or builds it. */
interface ImportMetaEnv {
  readonly VITE_API_URL: string;
  readonly VITE_API_TOKEN: string;
}
