import { newScribe } from '@concordia/archive';
import { verifyExport, type ExportFiles, type VerifyOptions } from '@concordia/transparency';
import { replayBoard } from '@concordia/updates';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { attacks, attacksOnDecisions, type Attack, type Told } from './attacks.ts';
import { playHonestly, type Honest } from './honest.ts';
import { liveAttacks, lookAt } from './live.ts';

const root = path.resolve(import.meta.dirname, '../..');
const threatModel = readFileSync(path.join(root, 'docs/threat-model.md'), 'utf8');
const words = JSON.parse(
	readFileSync(path.join(root, 'apps/web/src/lib/i18n/messages/en/verify.json'), 'utf8')
) as Record<string, string>;

/** What numbers say, not sentences. */
const counts: Readonly<Record<string, string>> = {
	unsigned: 'Counted for each person: changes that only the host says are theirs.',
	absent: 'Counted for each person: changes that they signed and that are not in the log.'
};

/** What somebody may hold in their hand, in the order of the table's columns. */
const evidence: readonly ((told: Told, honest: Honest) => Promise<string>)[] = [
	({ files }) => found(files),
	({ files }, { logPolicy }) => found(files, { policy: logPolicy }),
	({ files, kept }, { logPolicy }) => found(files, { policy: logPolicy, earlier: kept }),
	({ files }, { partnersPolicy }) => found(files, { policy: partnersPolicy })
];

/**
 * The first thing that is wrong; or the warnings, but for the one that every export without a policy has, and
 * what the counts of signatures show.
 */
async function found(files: ExportFiles, options: VerifyOptions = {}): Promise<string> {
	const verdict = await verifyExport(files, { ...options, replay: replayBoard, newScribe });
	if (!verdict.ok) return verdict.problem.code;
	const { authors } = verdict.findings;
	const warnings = verdict.warnings.map(({ code }) => code);
	return [
		'passes',
		...warnings.filter((code) => code !== 'policy-from-export'),
		...(authors.some(({ firstUnsigned }) => firstUnsigned !== undefined) ? ['unsigned'] : []),
		...(authors.some(({ absent }) => absent > 0) ? ['absent'] : [])
	].join(', ');
}

/** The cells of each row below a heading, without the marks of code. */
function tableBelow(heading: string): string[][] {
	const [, section = ''] = threatModel.split(`## ${heading}\n`);
	const [table = ''] = section.split('\n## ');
	return table
		.split('\n')
		.filter((line) => line.startsWith('|'))
		.slice(2)
		.map((line) => line.split('|').slice(1, -1))
		.map((cells) => cells.map((cell) => cell.replaceAll('`', '').trim()));
}

let honest: Honest;
/** Where partners also sealed cards and decided. */
let decided: Honest;
beforeAll(async () => {
	honest = await playHonestly();
	decided = await playHonestly({ decides: true });
});

/** What the threat model says that is found with each evidence, and what is. */
async function bothSides(name: string, attack: Attack, whole: Honest): Promise<string[][]> {
	const told = attack(whole);
	const results = await Promise.all(evidence.map((ask) => ask(told, whole)));
	const row = tableBelow('What a host can do, and who notices').find(([of]) => of === name);
	return [row?.slice(1, 1 + evidence.length) ?? [], results];
}

describe('a host', () => {
	test('that is honest is found so with every evidence', async () => {
		const { files, kept } = honest;
		const results = await Promise.all(evidence.map((ask) => ask({ files, kept }, honest)));
		expect(results).toEqual(['passes', 'passes', 'passes', 'passes']);
	});

	test('that revealed in their authors’ names what they had sealed counts that as not signed', async () => {
		const { files, kept } = decided;
		const results = await Promise.all(evidence.map((ask) => ask({ files, kept }, decided)));
		expect(new Set(results)).toEqual(new Set(['passes, unsigned']));
	});

	test.each(Object.entries(attacks))(
		'that %s is found out as the threat model says',
		async (name, attack) => {
			const [said, results] = await bothSides(name, attack, honest);
			expect(results).toEqual(said);
		}
	);

	test.each(Object.entries(attacksOnDecisions))(
		'that %s is found out as the threat model says',
		async (name, attack) => {
			const [said, results] = await bothSides(name, attack, decided);
			expect(results).toEqual(said);
		}
	);
});

describe('a browser that was there before', () => {
	test.each(Object.entries(liveAttacks))(
		'says what the threat model has of a host that %s',
		async (name, attack) => {
			const row = tableBelow('What a browser says while the session runs').find(
				([of]) => of === name
			);
			expect([name, await lookAt(attack, honest)]).toEqual(row?.slice(0, 2));
		}
	);
});

describe('the threat model', () => {
	test('has a row for every attack that is tried, and none besides', () => {
		const rows = tableBelow('What a host can do, and who notices').map(([name]) => name);
		expect(rows).toEqual([attacks, attacksOnDecisions].flatMap((all) => Object.keys(all)));
	});

	test('has a row for every lie that is told to a browser', () => {
		const rows = tableBelow('What a browser says while the session runs').map(([name]) => name);
		expect(rows).toEqual(Object.keys(liveAttacks));
	});

	test('says for each of them what is left over', () => {
		const rows = tableBelow('What a host can do, and who notices');
		expect(rows.filter((row) => row.at(-1) === '')).toEqual([]);
	});

	test('quotes the sentences that people read', () => {
		const rows = tableBelow('What people read then');
		const codes = tableBelow('What a host can do, and who notices')
			.flatMap((row) => row.slice(1, 1 + evidence.length))
			.flatMap((cell) => cell.split(', '))
			.filter((code) => code !== 'passes');
		expect(new Set(rows.map(([code]) => code))).toEqual(new Set(codes));
		for (const [code = '', sentence] of rows) {
			const text = words[`problem-${code}`] ?? words[`warning-${code}`] ?? counts[code];
			expect(sentence).toBe(text?.replace(/\{\w+(?:[^{}]|\{[^{}]*\})*\}/g, '…'));
		}
	});
});
