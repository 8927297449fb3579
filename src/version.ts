declare const MIKADO_VERSION: string | undefined;

/** The version of this program as `package.json` has it, put in by the build; `unbuilt` when run from source. */
export const version: string = typeof MIKADO_VERSION === 'string' ? MIKADO_VERSION : 'unbuilt';
