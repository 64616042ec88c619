/** Put before every service worker by the server (field_app/programs.py). */
declare const SHELL: {
  readonly version: string;
  readonly program: string;
  readonly pages: readonly string[];
  readonly files: readonly string[];
};
