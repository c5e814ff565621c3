import { newScribe } from '@concordia/archive';
import { openSqliteStore } from '@concordia/store';
import { verifyExport, type ExportFiles } from '@concordia/transparency';
import { replayBoard } from '@concordia/updates';
import { unzipSync } from 'fflate';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { checkStore } from '../fault/check-store.ts';
import { addNote, stockClient, synced, until } from '../harness/client.ts';
import { startServer, temporaryFolder } from '../harness/server.ts';

interface Facts {
	readonly session: string;
	readonly hostKey: string;
	readonly accessToken: string;
	readonly erased: string;
}

/** What a version of the program wrote, by the folder's name. How it was made: `make.ts`. */
function golden(name: string) {
	const file = (kind: string): Buffer => readFileSync(path.join(import.meta.dirname, name, kind));
	return {
		facts: JSON.parse(file('facts.json').toString()) as Facts,
		files: filesOf(file('export.zip')),
		early: file('checkpoint-early').toString(),
		/** A copy of the data folder, gone after the test. */
		data: (): string => {
			const folder = temporaryFolder();
			onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
			for (const [entry, bytes] of filesOf(file('data.zip'))) {
				writeFileSync(path.join(folder, entry), bytes);
			}
			return folder;
		}
	};
}

function filesOf(zip: Uint8Array): ExportFiles {
	return new Map(Object.entries(unzipSync(zip)));
}

const textOf = (files: ExportFiles, name: string): string =>
	new TextDecoder().decode(files.get(name));

describe('what the version before witnesses and signatures wrote', () => {
	const { facts, files, early, data } = golden('log-v1');

	test('its export verifies, under a policy of one’s own and against the checkpoint kept before', async () => {
		const policy = textOf(files, 'policy.txt');
		const verdict = await verifyExport(files, {
			policy,
			earlier: early,
			replay: replayBoard,
			newScribe
		});
		expect(verdict).toMatchObject({ ok: true, size: 46, warnings: [] });
	});

	test('its data folder opens, shows the same log and board, goes on, and exports what verifies', async () => {
		const folder = data();
		const server = await startServer({
			data: folder,
			env: { CONCORDIA_HOST_KEY: facts.hostKey }
		});
		onTestFinished(() => server.kill());
		const get = (address: string): Promise<Response> =>
			fetch(`${server.url}/api/sessions/${facts.session}/${address}`, {
				headers: { authorization: `Bearer ${facts.accessToken}` }
			});
		const log = await (await get('log?to=46')).text();
		expect(log).toBe(textOf(files, 'log.jsonl'));

		const client = stockClient(server, facts.session, facts.accessToken);
		onTestFinished(() => client.close());
		await synced(client);
		expect([...client.items.keys()].toSorted()).toEqual(['goldennote01', 'goldennote02']);
		const text = client.items.get('goldennote01')?.get('text');
		expect(text).toBeInstanceOf(Y.Text);
		expect(String(text)).toBe('Often: Waiting times are long');
		addNote(client, 'goldennote04', 'Years later');
		await until('it is in the log', async () => {
			const own = await (await get('log?item=goldennote04')).text();
			return own.includes('create');
		});
		const later = filesOf(new Uint8Array(await (await get('export')).arrayBuffer()));
		const earlier = textOf(files, 'checkpoint');
		const verdict = await verifyExport(later, { earlier, replay: replayBoard, newScribe });
		expect(verdict).toMatchObject({ ok: true });
		expect(textOf(later, 'log.jsonl').startsWith(log)).toBe(true);
		expect(textOf(later, 'people.json')).not.toContain('Hal Golden');
		expect(await server.stop()).toBe(0);

		const store = await openSqliteStore(folder);
		const { board } = await checkStore(store, facts.session);
		await store.close();
		expect(board.getMap('items').size).toBe(3);
	});
});
