import { numberIn, parseTerms } from '@concordia/session';
import type { Params } from '#lib/i18n/message.ts';
import { changeOf, type Change } from './change.ts';
import type { Directory } from './directory.ts';
import { countIn, textIn, type Entry } from './entry.ts';

export type Translate = (key: string, params?: Params) => string;

/** What sentences need to know besides the entry. */
export interface Vocabulary {
	readonly t: Translate;
	readonly directory: Directory;
	/** What an item is called; null when it is not on the board (any more). */
	readonly itemLabel: (id: string) => string | null;
	/** What a field of an item is called; null when nobody here knows. */
	readonly fieldLabel?: (item: string, field: string) => string | null;
}

/** The entry in plain words: who did what to which item. */
export function sentence(entry: Entry, words: Vocabulary): string {
	const { leaf } = entry;
	const { t } = words;
	const who = actorName(entry, words);
	const subject = leaf.o?.[0];
	switch (leaf.k) {
		case 'session.open':
			return t('log.says-session-open', { who, title: textIn(entry, 'title') ?? '…' });
		case 'session.policy':
			return saysPolicy(entry, who, words);
		case 'session.restore':
			return t('privacy.says-restore', { who });
		case 'key.rotate':
			return t('privacy.says-key-rotate', { who });
		case 'organization.add':
			return saysOrganization(entry, who, words);
		case 'organization.absent':
			return t('log.says-organization-absent', {
				who,
				organization: organizationName(subject, words),
				reason: textIn(entry, 'reason') ?? '…'
			});
		case 'organization.return': {
			const key = leaf.c?.[0] === 'joined' ? 'organization-joined' : 'organization-return';
			return t(`log.says-${key}`, { who, organization: organizationName(subject, words) });
		}
		case 'view.stop':
			return t('privacy.says-view-stop', { who });
		case 'view.resume':
			return t('privacy.says-view-resume', { who });
		case 'session.close':
			return t('log.says-session-close', { who });
		case 'invite.create':
			return t('log.says-invite-create', {
				who,
				role: roleName(textIn(entry, 'role'), words),
				organization: organizationName(textIn(entry, 'organization'), words)
			});
		case 'invite.revoke':
			return t('log.says-invite-revoke', { who });
		case 'join':
			return entry.payload?.['consent'] === false
				? t('log.says-join-unrecorded', { who })
				: t('log.says-join', { who, role: roleName(textIn(entry, 'role'), words) });
		case 'rejoin':
			return t('log.says-rejoin', { who });
		case 'leave':
			return t('log.says-leave', { who });
		case 'revoke':
			return t('log.says-revoke', { who, person: personName(subject, words) });
		case 'role':
			return t('log.says-role', {
				who,
				person: personName(subject, words),
				role: roleName(textIn(entry, 'role'), words)
			});
		case 'client.bind':
			return t('log.says-client-bind', { who });
		case 'edit':
		case 'edit.host':
			return saysEdit(entry, who, words);
		case 'key.add':
			return t('log.says-key-add', { who });
		case 'sign':
			return t('log.says-sign', { who, count: Math.max(0, (leaf.o?.length ?? 1) - 1) });
		case 'upload':
			return t('log.says-upload', { who });
		case 'refuse':
			return t('log.says-refuse', { who });
		case 'seen':
			return t('log.says-seen', { who, what: itemsName(leaf.o, words) });
		case 'ack':
			return t('log.says-ack', { who, what: itemsName(leaf.o, words) });
		case 'stage.start':
			return t('log.says-stage-start', {
				who,
				title: textIn(entry, 'title') ?? '…',
				signed: t(`log.signed-${textIn(entry, 'attribution') ?? 'nobody'}`)
			});
		case 'stage.time':
			return t('log.says-stage-time', { who });
		case 'stage.reveal':
			return t('log.says-stage-reveal', { who, count: total(entry.payload?.['notes']) });
		case 'stage.cancel':
			return t('log.says-stage-cancel', { who });
		case 'park.put': {
			const key = entry.payload?.['seen'] === true ? 'park-put-seen' : 'park-put';
			return t(`log.says-${key}`, { who, what: itemsName(leaf.o?.slice(0, 1), words) });
		}
		case 'park.ask': {
			const person = personName(leaf.o?.[1], words);
			return t('log.says-park-ask', { who, person, what: itemsName(leaf.o?.slice(0, 1), words) });
		}
		case 'park.decline':
			return t('log.says-park-decline', { who, what: itemsName(leaf.o, words) });
		case 'park.withdraw':
			return t('log.says-park-withdraw', { who });
		case 'park.release':
			return saysRelease(entry, who, words);
		case 'park.open':
			return t('log.says-park-open', { who });
		case 'seal.open': {
			const parties = organizationNames(entry.payload?.['parties'], words);
			return t('log.says-seal-open', { who, parties });
		}
		case 'seal.put':
			return t(`log.says-seal-put${entry.payload?.['again'] === true ? '-again' : ''}`, { who });
		case 'seal.without': {
			const organization = organizationName(leaf.o?.[1], words);
			return t('log.says-seal-without', { who, organization });
		}
		case 'seal.reveal':
			return t('log.says-seal-reveal', { who, count: Math.max(0, (leaf.o?.length ?? 2) - 2) });
		case 'seal.cancel':
			return t('log.says-seal-cancel', { who });
		case 'vote.open':
			return t('log.says-vote-open', { who, title: textIn(entry, 'title') ?? '…' });
		case 'vote.cast':
			return t('log.says-vote-cast', { who });
		case 'vote.close':
			return t('log.says-vote-close', { who, count: countIn(entry, 'ballots') });
		case 'vote.cancel':
			return t('log.says-vote-cancel', { who });
		case 'survey.open': {
			const year = entry.payload?.['year'];
			return t('log.says-survey-open', { who, year: typeof year === 'number' ? `${year}` : '…' });
		}
		case 'survey.answer':
			return t('log.says-survey-answer', { who });
		case 'survey.close':
			return t('log.says-survey-close', { who, count: countIn(entry, 'ballots') });
		case 'survey.cancel':
			return t('log.says-survey-cancel', { who });
		case 'decision.present':
			return t('log.says-decision-present', {
				who,
				what: itemsName(leaf.o?.slice(1, 2), words),
				rule: t(`log.decision-rule-${parseTerms(leaf.c?.[0]).rule}`)
			});
		case 'decision.open':
			return t('log.says-decision-open', { who });
		case 'decision.answer':
			return saysDecisionAnswer(entry, who, words);
		case 'decision.close':
			return t('log.says-decision-close', {
				who,
				outcome: t(`log.decision-${leaf.c?.[0] ?? 'none'}`)
			});
		case 'decision.withdraw':
			return t('log.says-decision-withdraw', { who });
		case 'answer.give':
			return t('log.says-answer-give', { who, what: itemsName(leaf.o, words) });
		case 'answer.withdraw':
			return t('log.says-answer-withdraw', { who, what: itemsName(leaf.o, words) });
		case 'version.freeze':
			return t('log.says-version-freeze', { who, what: itemsName(leaf.o, words) });
		case 'version.confirm':
		case 'version.unconfirm':
		case 'version.agree': {
			const number = numberIn(leaf.c?.[0]) ?? '…';
			const key = leaf.k.replace('.', '-');
			return t(`log.says-${key}`, { who, number, what: itemsName(leaf.o, words) });
		}
		case 'witness.join':
			return t('log.says-witness-join', { who });
		case 'witness.lost':
			return t('log.says-witness-lost', { who });
		case 'export':
			return entry.payload?.['of'] === 'person'
				? t('privacy.says-export-own', { who })
				: t('log.says-export', { who });
		case 'redact':
			return saysRedact(entry, who, words);
		default:
			return t('log.says-unknown', { who, kind: leaf.k });
	}
}

/**
 * Who acted: a person, an organization where persons are not recorded, else the host. Notes that were
 * revealed without names are somebody's all the same.
 */
export function actorName({ leaf }: Entry, words: Vocabulary): string {
	if (leaf.a !== undefined) return personName(leaf.a, words);
	if (leaf.og !== undefined) return organizationName(leaf.og, words);
	const isSomebodys = leaf.k === 'edit' || leaf.k.startsWith('park.');
	return words.t(isSomebodys ? 'log.somebody' : 'log.the-host');
}

function saysRelease({ leaf, payload }: Entry, who: string, words: Vocabulary): string {
	const count = (leaf.o?.length ?? 1) - 1;
	const missing: unknown = payload?.['missing'];
	if (!Array.isArray(missing) || missing.length === 0) {
		return words.t('log.says-park-release', { who, count });
	}
	const names = organizationNames(missing, words);
	return words.t('log.says-park-release-early', { who, count, missing: names });
}

function organizationNames(ids: unknown, words: Vocabulary): string {
	if (!Array.isArray(ids)) return '…';
	return ids.map((id: unknown) => organizationName(String(id), words)).join(', ');
}

function saysPolicy({ payload }: Entry, who: string, { t }: Vocabulary): string {
	const days: unknown = payload?.['retentionDays'];
	if (days === null) return t('privacy.says-retention-none', { who });
	if (typeof days === 'number') return t('privacy.says-retention', { who, days });
	return t('log.says-session-policy', { who });
}

function saysOrganization(entry: Entry, who: string, words: Vocabulary): string {
	const organization = organizationName(entry.leaf.o?.[0], words);
	const given = entry.payload?.['organization'];
	const { since }: { since?: unknown } = typeof given === 'object' && given !== null ? given : {};
	const reason = textIn(entry, 'reason') ?? '';
	const says =
		typeof since === 'number'
			? words.t('changes.says-organization-since', { who, organization, since })
			: words.t('changes.says-organization', { who, organization });
	return reason === '' ? says : words.t('changes.says-reason', { says, reason });
}

function saysRedact(entry: Entry, who: string, words: Vocabulary): string {
	const { t, directory } = words;
	const { o = [], c = [] } = entry.leaf;
	const [subject] = o;
	if (c[0] === 'session') return t('privacy.says-expired');
	const reason = textIn(entry, 'reason') ?? '';
	if (c[0] === 'item') return t('privacy.says-redact-item', { who, reason });
	if (subject === undefined || !directory.person(subject))
		return t('log.says-redact', { who, count: o.length });
	const person = personName(subject, words);
	if (reason !== '') return t('privacy.says-redact-person', { who, person, reason });
	return t('log.says-redact-person', { who, person });
}

function total(counts: unknown): number {
	if (typeof counts !== 'object' || counts === null) return 0;
	let sum = 0;
	for (const count of Object.values(counts)) if (typeof count === 'number') sum += count;
	return sum;
}

function personName(id: string | undefined, { t, directory }: Vocabulary): string {
	const person = id === undefined ? undefined : directory.person(id);
	if (!person) return t('log.somebody');
	return person.name ?? t('common.erased-name');
}

function organizationName(id: string | undefined, { t, directory }: Vocabulary): string {
	if (id === undefined) return t('common.no-organization');
	return directory.organization(id)?.name ?? id;
}

function roleName(role: string | undefined, { t }: Vocabulary): string {
	return role === undefined ? t('log.role-erased') : t(`common.role-${role}`);
}

function saysEdit(entry: Entry, who: string, words: Vocabulary): string {
	const { o: items = [], c = [], room = '' } = entry.leaf;
	const { t } = words;
	if (room.includes('~private')) return t('log.says-edit-private', { who });
	if (items.length === 0) return t('reading.says-edit-board', { who });
	const made = c.map(changeOf);
	const counts = new Map<Change, number>();
	for (const change of made) counts.set(change, (counts.get(change) ?? 0) + 1);
	const [only] = made;
	const field = only === 'fields' && made.length === 1 ? fieldName(items[0], c[0], words) : null;
	if (field !== null)
		return t('reading.says-edit-field', { who, field, what: itemsName(items, words) });
	if (counts.size <= 1)
		return t(`log.says-edit-${only ?? 'other'}`, { who, what: itemsName(items, words) });
	const added = (counts.get('create') ?? 0) + (counts.get('replace') ?? 0);
	const removed = counts.get('delete') ?? 0;
	const changed = made.length - added - removed;
	return t('log.says-edit-mixed', { who, added, removed, changed });
}

/** The name of the only field that was changed. */
function fieldName(
	item: string | undefined,
	change: string | undefined,
	{ fieldLabel }: Vocabulary
): string | null {
	const [, fields] = /^set:([^ ]+)$/.exec(change ?? '') ?? [];
	const named = fields?.split(',').filter((field) => field !== 'fields') ?? [];
	const [only] = named;
	if (item === undefined || only === undefined || named.length > 1) return null;
	return fieldLabel?.(item, only.replace(/^fields\//, '')) ?? null;
}

/** One item by its name, several by their number. */
function itemsName(items: readonly string[] = [], { t, itemLabel }: Vocabulary): string {
	const [only] = items;
	if (only === undefined || items.length > 1) return t('log.items', { count: items.length });
	if (only === 'meta') return t('log.item-meta');
	return itemLabel(only) ?? t('log.item-gone');
}

function saysDecisionAnswer(entry: Entry, who: string, { t }: Vocabulary): string {
	const answer = t(`log.decision-answer-${entry.leaf.c?.[0] ?? 'consent'}`);
	const reason = textIn(entry, 'reason');
	return reason === null || reason === undefined
		? t('log.says-decision-answer', { who, answer })
		: t('log.says-decision-answer-reason', { who, answer, reason });
}
