import {
	formatPolicy,
	openNote,
	openOwn,
	parseVerifierKey,
	type Checkpoint,
	type Verifier,
	type WitnessGroup
} from '@concordia/transparency';
import type { WitnessAnswer } from './client.ts';

/** What the witnesses of one organization have confirmed. */
export interface OrganizationStanding {
	readonly organization: string;
	/** The first so many entries; 0 when it never cosigned. */
	readonly size: number;
	/** By the witness's clock, in ms. */
	readonly at: number;
	/** It has confirmed the log as it is now, or as it was a moment ago. */
	readonly isCurrent: boolean;
	/** Browsers that cosigned anything. */
	readonly witnesses: number;
	/** Of these, those whose page is open. */
	readonly here: number;
}

export interface Standing {
	/** Every organization of the session. */
	readonly organizations: readonly OrganizationStanding[];
	readonly current: number;
	/** The newest cosignature of all, in ms; null before the first. */
	readonly newestAt: number | null;
	/** The checkpoints that were cosigned, to be compared with the log. */
	readonly checkpoints: readonly { readonly note: string; readonly checkpoint: Checkpoint }[];
}

/** While the log grows, cosignatures follow every few seconds: this long they count as of now. */
const CURRENT_MS = 60_000;

/** What the notes prove: signatures that don't hold count for nothing. */
export function standingOf(
	answer: WitnessAnswer,
	{
		organizations,
		log,
		newest,
		now
	}: {
		readonly organizations: readonly string[];
		readonly log: Verifier;
		/** Size of the newest checkpoint. */
		readonly newest: number;
		readonly now: number;
	}
): Standing {
	const keys = answer.witnesses.flatMap((witness) => {
		const verifier = parseVerifierKey(witness.key);
		return verifier.ok ? [{ ...witness, verifier: verifier.value }] : [];
	});
	const last = new Map<string, { size: number; at: number }>();
	const checkpoints: { note: string; checkpoint: Checkpoint }[] = [];
	for (const note of answer.notes) {
		const own = openOwn(note, log);
		const opened = own.ok
			? openNote(
					note,
					keys.map(({ verifier }) => verifier)
				)
			: own;
		if (!own.ok || !opened.ok) continue;
		checkpoints.push({ note, checkpoint: own.value });
		for (const { name, keyId, time } of opened.value.verified) {
			const known = last.get(`${name} ${keyId}`);
			if (time === undefined || (known?.size ?? -1) >= own.value.size) continue;
			last.set(`${name} ${keyId}`, { size: own.value.size, at: time * 1000 });
		}
	}
	const standings = organizations.map((organization): OrganizationStanding => {
		const own = keys.filter((witness) => witness.organization === organization);
		const cosigned = own.flatMap(
			({ verifier }) => last.get(`${verifier.name} ${verifier.keyId}`) ?? []
		);
		const best = cosigned.reduce((a, b) => (b.size > a.size ? b : a), { size: 0, at: 0 });
		return {
			organization,
			...best,
			isCurrent: best.size > 0 && (best.size >= newest || now - best.at < CURRENT_MS),
			witnesses: cosigned.length,
			here: own.filter(({ here, lost }) => here && !lost).length
		};
	});
	const times = [...last.values()].map(({ at }) => at);
	return {
		organizations: standings,
		current: standings.filter(({ isCurrent }) => isCurrent).length,
		newestAt: times.length === 0 ? null : Math.max(...times),
		checkpoints
	};
}

/** How many organizations a trust file asks for: more than half of the partners, as far as there are witnesses. */
export function quorumOf(groups: readonly WitnessGroup[], partners: number): number {
	return Math.min(Math.floor(partners / 2) + 1, groups.length);
}

/** The witnesses of each organization, those with a lost key left out. */
export function groupsOf({ witnesses }: WitnessAnswer): WitnessGroup[] {
	const groups = new Map<string, string[]>();
	for (const { organization, key, lost } of witnesses) {
		if (lost) continue;
		groups.set(organization, [...(groups.get(organization) ?? []), key]);
	}
	return [...groups].map(([organization, keys]) => ({ organization, keys }));
}

/** A policy to keep: this log, and more than half of the partners as witnesses. Comments say what it is. */
export function trustFile(
	logKey: string,
	groups: readonly WitnessGroup[],
	partners: number,
	comments: readonly string[]
): string {
	const quorum = quorumOf(groups, partners);
	const policy = formatPolicy([logKey], groups.length === 0 ? {} : { groups, quorum });
	return `${comments.map((line) => `# ${line.replaceAll(/\s+/g, ' ')}\n`).join('')}${policy}`;
}
