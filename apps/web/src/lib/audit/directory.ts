import type { SessionState } from '@concordia/session';
import type { Entry } from './entry.ts';
import { textIn } from './entry.ts';

/** How an organization is named and drawn. */
export interface KnownOrganization {
	readonly id: string;
	readonly name: string;
	readonly color: string;
	readonly pattern: string;
	readonly initials: string;
}

export interface KnownPerson {
	readonly id: string;
	/** Null once it was erased. */
	readonly name: string | null;
	readonly organization: string | null;
}

/** Who is who, learned from the entries themselves: `session.open` and `organization.add` name partners, `join` names people. */
export class Directory {
	readonly #people = new Map<string, KnownPerson>();
	readonly #organizations = new Map<string, KnownOrganization>();

	/** Takes what is known of a session before its entries are read. */
	knowSession(state: Pick<SessionState, 'organizations' | 'participants'>): void {
		for (const organization of state.organizations)
			this.#organizations.set(organization.id, organization);
		for (const { id, name, organization } of Object.values(state.participants))
			this.#people.set(id, { id, name, organization });
	}

	/** Takes what an entry says, in any order of entries. */
	learn(entry: Entry): void {
		const { k, a, og } = entry.leaf;
		if (k === 'join' && a !== undefined) {
			const name = textIn(entry, 'name') ?? null;
			this.#people.set(a, { id: a, name, organization: og ?? null });
		}
		const added = k === 'organization.add' ? entry.payload?.['organization'] : undefined;
		if (isOrganization(added)) this.#organizations.set(added.id, added);
		if (k === 'session.open') {
			const listed = entry.payload?.['organizations'];
			for (const organization of Array.isArray(listed) ? (listed as unknown[]) : [])
				if (isOrganization(organization)) this.#organizations.set(organization.id, organization);
		}
	}

	person(id: string): KnownPerson | undefined {
		return this.#people.get(id);
	}

	organization(id: string): KnownOrganization | undefined {
		return this.#organizations.get(id);
	}

	get people(): readonly KnownPerson[] {
		return [...this.#people.values()];
	}

	get organizations(): readonly KnownOrganization[] {
		return [...this.#organizations.values()];
	}
}

function isOrganization(value: unknown): value is KnownOrganization {
	if (typeof value !== 'object' || value === null) return false;
	const fields = value as Record<string, unknown>;
	return ['id', 'name', 'color', 'pattern', 'initials'].every(
		(key) => typeof fields[key] === 'string'
	);
}
