import {
	considerProposal,
	consistencyProof,
	createSigner,
	rootOf,
	type Proposal
} from '@concordia/transparency';
import { bytesOf, Forge, leafText } from './forge.ts';
import type { Honest } from './honest.ts';

/** What a browser that has checked the log up to some entry is shown next. */
interface Shown {
	/** The newest checkpoint it has kept. */
	readonly seen: string;
	readonly proposal: Proposal;
}

/**
 * What a host could show to one browser while the session runs. The names are those of the rows in
 * `docs/threat-model.md`.
 */
export const liveAttacks: Readonly<Record<string, (honest: Honest) => Promise<Shown>>> = {
	'shows another log of the same size': async (honest) => {
		const [log, other] = histories(honest);
		return { seen: log.checkpoint(20), proposal: await propose(other, 20, 20) };
	},
	'goes on with another log': async (honest) => {
		const [log, other] = histories(honest);
		return { seen: log.checkpoint(20), proposal: await propose(other, 20, 25) };
	},
	'branches off from what was seen': async (honest) => {
		const [log, other] = histories(honest, 18);
		return { seen: log.checkpoint(20), proposal: await propose(other, 20, 25) };
	},
	'goes back to fewer entries': async (honest) => {
		const [log] = histories(honest);
		const note = log.checkpoint(15);
		return { seen: log.checkpoint(20), proposal: { older: 20, proof: [], note } };
	},
	'changes its key': async (honest) => {
		const [log] = histories(honest);
		const other = createSigner(new Uint8Array(32).fill(66), honest.signer.name);
		const { older, proof } = await propose(log, 20, 25);
		return {
			seen: log.checkpoint(20),
			proposal: { older, proof, note: log.checkpoint(25, other) }
		};
	},
	'shows two people two logs from the beginning': async (honest) => {
		const [, other] = histories(honest);
		return { seen: other.checkpoint(20), proposal: await propose(other, 20, 25) };
	}
};

/** What the browser makes of it: `grown` when it sees nothing wrong. */
export async function lookAt(
	attack: (honest: Honest) => Promise<Shown>,
	honest: Honest
): Promise<string> {
	const { seen, proposal } = await attack(honest);
	const answer = considerProposal(proposal, seen, honest.signer.verifier);
	return answer.kind === 'conflict' ? answer.conflict.kind : answer.kind;
}

/** The true log, and one that says something else from an entry on. */
function histories({ files, signer }: Honest, from = 3): [Forge, Forge] {
	const [log, other] = [new Forge(files, signer), new Forge(files, signer)];
	const entry = other.entries[from];
	if (entry) other.change(entry, { t: entry.leaf.t + 1 });
	return [log, other];
}

async function propose(log: Forge, older: number, newer: number): Promise<Proposal> {
	const leaves = log.entries.map(leafText).map(bytesOf);
	const proof = await consistencyProof(older, newer, (subtrees) =>
		subtrees.map(({ level, index }) =>
			rootOf(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level))
		)
	);
	return { older, proof, note: log.checkpoint(newer) };
}
