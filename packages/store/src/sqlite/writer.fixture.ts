import { writeSync } from 'node:fs';
import { entry, session, update } from '../rows.fixture.ts';
import { openSqliteStore } from './open.ts';

// Commits one entry after the other until it is killed. Prints how many are acknowledged, at once
// and unbuffered: what stands on the pipe was promised.
const store = await openSqliteStore(process.argv[2] ?? '');
if ((await store.sessions()).length === 0) await store.commit({ sessions: [session('s1')] });
for (let head = await store.head('s1'); ; head++) {
	await store.commit({ entries: [entry('s1', head)], updates: [update('s1', head + 1)] });
	say(`${head + 1}\n`);
}

/** The pipe may be full while nobody reads: then this waits. */
function say(line: string): void {
	for (;;) {
		try {
			writeSync(1, line);
			return;
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
		}
	}
}
