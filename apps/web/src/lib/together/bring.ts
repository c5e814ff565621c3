import { nanoid } from 'nanoid';
import { t } from '#lib/i18n/index.svelte.ts';
import type { Connection } from '#lib/session/connection.svelte.ts';
import { toast } from '#lib/ui/toast.svelte.ts';

/** So long an offer stands; who doesn't answer stays where they are. */
export const offerMs = 20_000;

let ends: ReturnType<typeof setTimeout> | undefined;

/** Asks everybody to look at what this person looks at. They may say no. */
export function bringEveryone(connection: Connection): void {
	clearTimeout(ends);
	connection.setPresence({ invites: nanoid(8) });
	ends = setTimeout(() => connection.setPresence({ invites: null }), offerMs);
	toast(t('together.brought', { count: Math.max(0, connection.present.length - 1) }));
}
