import { locale } from '#lib/i18n/index.svelte.ts';

// Everything is drawn in the browser: the server knows no reader's language and holds no page state.
export const ssr = false;

export async function load(): Promise<void> {
	await locale.start();
}
