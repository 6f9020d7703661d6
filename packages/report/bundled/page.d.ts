/** The script of a report's page, and its hash for the page's content policy. Made by `bundle.mjs`. */
export declare const pageScript: string;
export declare const pageScriptHash: string;
export declare const pageStyle: string;
export declare const pageStyleHash: string;
