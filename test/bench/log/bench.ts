import { openSqliteStore, type Store, type UpdateRow } from '@concordia/store';
import {
	createSigner,
	hashBytes,
	inclusionProof,
	checkInclusion,
	leafHash,
	readFromTiles,
	signCheckpoint,
	toHex,
	Tree,
	type Signer
} from '@concordia/transparency';
import { zipSync } from 'fflate';
import { spawnSync } from 'node:child_process';
import { createHash, hash, randomBytes } from 'node:crypto';
import {
	closeSync,
	existsSync,
	fdatasyncSync,
	openSync,
	rmSync,
	writeFileSync,
	writeSync
} from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { SessionLog, type Entry } from '../../../apps/server/src/log/session-log.ts';
import { temporaryFolder } from '../../harness/server.ts';
import { launchBrowser } from '../board/browser.ts';
import { median, percentile } from '../percentile.ts';
import { installPeers, startOurs } from '../sync/servers.ts';
import { drive } from '../sync/swarm.ts';
import { workshopExport } from './export.ts';
import { benchLogPage } from './page.ts';

const ROUNDS = Number(process.env['CONCORDIA_BENCH_ROUNDS'] ?? 5);
const SESSION = 'benchsession1';
const BATCH = 50;
const APPENDED = 20_000;
const PROVEN = Number(process.env['CONCORDIA_BENCH_ENTRIES'] ?? 1_000_000);
const PROOFS = 500;
const VERIFIED = Number(process.env['CONCORDIA_BENCH_VERIFIED'] ?? 100_000);
/** What a hundred people do who work: a third of them edit, twice a second. */
const PEOPLE = { people: 100, editsPerSecond: 66, cursorsPerSecond: 200, seconds: 12 } as const;

const CLI = path.resolve(import.meta.dirname, '../../../apps/server/src/cli/main.ts');
const PAGE = path.resolve(import.meta.dirname, '../../../apps/web/build/verify.html');

/** The log: appending, signing, proving, checking what was exported, and reading it. */
export async function benchLog(): Promise<void> {
	const signer = createSigner(randomBytes(32), `bench.example/s/${SESSION}`);
	const cost = await appending(signer);
	await share(cost);
	await proving();
	await verifying();
	await benchLogPage();
}

/** Processor time that the log takes, ms. */
interface Cost {
	readonly entry: number;
	readonly checkpoint: number;
}

/** Entries that are committed durably, beside what else a server writes for an edit, and the bare disk. */
async function appending(signer: Signer): Promise<Cost> {
	const rounds = { wall: [] as number[], with: [] as number[], without: [] as number[] };
	const floors: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const logged = await inFolder((folder) => appendTo(folder, true));
		const bare = await inFolder((folder) => appendTo(folder, false));
		rounds.wall.push(logged.wall);
		rounds.with.push(logged.cpu);
		rounds.without.push(bare.cpu);
		floors.push(await inFolder((folder) => Promise.resolve(writeBare(folder))));
	}
	const [wall, floor] = [median(rounds.wall), median(floors)];
	const entry = Math.max(0, median(rounds.with) - median(rounds.without)) / APPENDED;
	const checkpoint = signing(signer);
	console.log(`\n## Appending ${APPENDED} entries, ${BATCH} in a commit that is on the disk\n`);
	console.log(
		`${perSecond(APPENDED, wall)} entries/s with their edits (goal 20,000), ` +
			`${(wall / floor).toFixed(1)} × the time of bare writes of as many bytes with as many syncs`
	);
	console.log(
		`the log's part: ${(entry * 1000).toFixed(0)} µs of processor time an entry; ` +
			`a checkpoint (root and signature) ${(checkpoint * 1000).toFixed(0)} µs`
	);
	return { entry, checkpoint };
}

async function appendTo(folder: string, isLogged: boolean): Promise<{ wall: number; cpu: number }> {
	const store = await openSqliteStore(folder);
	await store.commit({ sessions: [{ id: SESSION, createdAt: 1 }] });
	const log = new SessionLog(SESSION, Tree.empty(), randomBytes);
	const before = process.cpuUsage();
	const start = performance.now();
	for (let at = 0; at < APPENDED; at += BATCH) {
		const updates: UpdateRow[] = [];
		for (let seq = at + 1; seq <= at + BATCH; seq++) {
			const bytes = updateOf(seq);
			const entry = isLogged ? log.append(entryOf(seq, bytes)) : null;
			updates.push({ room: SESSION, seq, entry, participant: 'p1', at: seq, bytes });
		}
		await store.commit({ updates, ...log.drain() });
	}
	const wall = performance.now() - start;
	const { user, system } = process.cpuUsage(before);
	await store.close();
	return { wall, cpu: (user + system) / 1000 };
}

/** As many bytes and as many syncs as the log needs at least. */
function writeBare(folder: string): number {
	const file = openSync(path.join(folder, 'bare'), 'w');
	const bytes = randomBytes(BATCH * 300);
	const start = performance.now();
	for (let at = 0; at < APPENDED; at += BATCH) {
		writeSync(file, bytes);
		fdatasyncSync(file);
	}
	const wall = performance.now() - start;
	closeSync(file);
	return wall;
}

function signing(signer: Signer): number {
	const tree = Tree.empty();
	for (let at = 0; at < 1000; at++) tree.append(`entry ${at}`);
	const times: number[] = [];
	for (let at = 0; at < 200; at++) {
		tree.append(`entry ${at}`);
		const start = performance.now();
		signCheckpoint({ origin: signer.name, size: tree.size, root: tree.root() }, signer);
		times.push(performance.now() - start);
	}
	return median(times);
}

/** What part of a server's work the log is while a hundred people are at it. */
async function share({ entry, checkpoint }: Cost): Promise<void> {
	installPeers();
	const used: number[] = [];
	for (let round = 0; round < Math.min(ROUNDS, 3); round++) {
		const target = await startOurs();
		try {
			used.push((await drive(target, PEOPLE)).cpu);
		} finally {
			await target.stop();
		}
	}
	const server = median(used);
	const log = (entry * PEOPLE.editsPerSecond + checkpoint) / 1000;
	console.log(`\n## ${PEOPLE.people} people, ${PEOPLE.editsPerSecond} edits a second\n`);
	console.log(
		`the server takes ${(server * 100).toFixed(1)} % of a core; ` +
			`of that the log ${((log / server) * 100).toFixed(1)} % (goal at most 5 %)`
	);
}

/** The proof of any entry, read from the store that a server has, and what one look into it takes. */
async function proving(): Promise<void> {
	await inFolder(async (folder) => {
		const store = await openSqliteStore(folder);
		const { log, root } = await seed(store);
		const read = readFromTiles(PROVEN, async (level, index, width) => {
			const tile =
				log.partialTile(level, index, width) ?? (await store.tile(SESSION, level, index));
			if (tile === null) throw new Error(`no tile ${level}/${index}`);
			return tile;
		});
		const times: number[] = [];
		const floor: number[] = [];
		for (let at = 0; at < PROOFS; at++) {
			const index = Math.floor((at / PROOFS) * PROVEN);
			const start = performance.now();
			const proof = await inclusionProof(index, PROVEN, read);
			times.push(performance.now() - start);
			const [row] = await store.entries(SESSION, { from: index, to: index + 1 });
			const leaf = leafHash(row?.leaf ?? '');
			if (!checkInclusion({ index, size: PROVEN, leaf, root, proof }))
				throw new Error(`the proof of entry ${index} is wrong`);
			const looked = performance.now();
			await store.tile(SESSION, 0, Math.floor(index / 256));
			floor.push(performance.now() - looked);
		}
		await store.close();
		console.log(`\n## The proof of one of ${PROVEN} entries\n`);
		const [p50, p99] = [0.5, 0.99].map((part) => percentile(times.toSorted(byValue), part));
		console.log(
			`p50 ${ms(p50)}, p99 ${ms(p99)} (goal 5 ms), ${((p50 ?? 0) / median(floor)).toFixed(1)} × one look into the store`
		);
	});
}

async function seed(store: Store): Promise<{ log: SessionLog; root: Uint8Array }> {
	await store.commit({ sessions: [{ id: SESSION, createdAt: 1 }] });
	const log = new SessionLog(SESSION, Tree.empty(), randomBytes);
	const bytes = updateOf(1);
	for (let at = 0; at < PROVEN; at += 5000) {
		for (let seq = at + 1; seq <= Math.min(PROVEN, at + 5000); seq++)
			log.append(entryOf(seq, bytes));
		await store.commit(log.drain());
	}
	return { log, root: log.root() };
}

/** The same export on the command line and in Chromium, beside hashing each of its entries and edits once. */
async function verifying(): Promise<void> {
	const files = workshopExport(VERIFIED);
	await inFolder(async (folder) => {
		const file = path.join(folder, 'export.zip');
		writeFileSync(file, zipSync(Object.fromEntries(files), { level: 1 }));
		const [floor, line, page] = [[], [], []] as [number[], number[], number[]];
		for (let round = 0; round < Math.min(ROUNDS, 3); round++) {
			floor.push(hashAll(files));
			line.push(onTheCommandLine(file));
			if (existsSync(PAGE)) page.push(await inChromium(file));
		}
		console.log(`\n## Verifying an export of ${VERIFIED} entries, the board made anew\n`);
		for (const [name, times, goal] of [
			['command line', line, 5],
			['Chromium', page, 10]
		] as const) {
			const figure = median(times);
			console.log(
				`${name.padEnd(13)} ${(figure / 1000).toFixed(1)} s (goal ${goal} s), ` +
					`${(figure / median(floor)).toFixed(1)} × hashing every line once`
			);
		}
	});
}

function hashAll(files: ReadonlyMap<string, Uint8Array>): number {
	const start = performance.now();
	for (const bytes of files.values()) {
		for (const text of new TextDecoder().decode(bytes).split('\n')) hash('sha256', text);
	}
	return performance.now() - start;
}

function onTheCommandLine(file: string): number {
	const start = performance.now();
	const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'verify', file]);
	if (status !== 0) throw new Error(`not verified: ${stdout.toString()} ${stderr.toString()}`);
	return performance.now() - start;
}

async function inChromium(file: string): Promise<number> {
	const browser = await launchBrowser();
	try {
		const page = await browser.newPage({ locale: 'en-GB' });
		await page.goto(pathToFileURL(PAGE).href);
		await page.locator('input[type=file]').first().setInputFiles(file);
		const start = performance.now();
		await page.getByRole('button', { name: 'Check', exact: true }).click();
		await page.getByText('Everything fits together').waitFor({ timeout: 120_000 });
		return performance.now() - start;
	} finally {
		await browser.close();
	}
}

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
	const folder = temporaryFolder();
	try {
		return await use(folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** As long as a move of one item; each is another. */
function updateOf(seq: number): Uint8Array {
	return createHash('sha256').update(String(seq)).digest();
}

function entryOf(seq: number, bytes: Uint8Array): Entry {
	return {
		kind: 'edit',
		at: 1_795_000_000_000 + seq,
		participant: `p${seq % 100}`,
		organization: `O${seq % 11}`,
		room: SESSION,
		seq,
		items: [toHex(bytes).slice(0, 12)],
		changes: ['set:pos'],
		hash: hashBytes(bytes)
	};
}

const byValue = (a: number, b: number): number => a - b;
const ms = (value = Number.NaN): string => `${value.toFixed(2)} ms`;
const perSecond = (count: number, wall: number): string =>
	Math.round((count / wall) * 1000).toLocaleString('en');
