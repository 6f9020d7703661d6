const { configureGlobal } = require('fast-check');

// Property tests try the same cases each time, so that a change is judged by what it changes. Another seed looks further.
configureGlobal({ seed: Number(process.env['NX_TUNE_PROPERTY_SEED'] ?? 1) });
