/** How often `npm run test:kill` kills, asks and resumes; `npm test` has less patience. */
Object.assign(process.env, { KILLS: '200', SIGNALS: '50', RESUMES: '20' });
