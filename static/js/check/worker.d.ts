/** Put before the worker of the check pages by the server (field_app/credentials/phone_check.py). */
declare const SHELL: { readonly version: string; readonly page: string; readonly files: readonly string[] };
