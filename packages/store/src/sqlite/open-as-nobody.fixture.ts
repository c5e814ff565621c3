import { StoreError } from '../error.ts';
import { openSqliteStore } from './open.ts';

// Opens a store without the superuser's rights and prints the error it meets.
if (process.getuid?.() === 0) process.setuid?.(65_534);
const failure: unknown = await openSqliteStore(process.argv[2] ?? '').then(
	() => null,
	(error: unknown) => error
);
console.log(
	JSON.stringify(
		failure instanceof StoreError ? { code: failure.code, hint: failure.hint } : String(failure)
	)
);
process.exit(0);
