import { kept, keep } from './kept.ts';

export type Theme = 'system' | 'light' | 'dark';
/** `more`: black on white or white on black, lines around everything. `system`: as the system says. */
export type Contrast = 'system' | 'more';

/** What a reader chose on this device. Where storage is closed, a choice lasts until reload. */
class Preferences {
	#theme: Theme = $state('system');
	#contrast: Contrast = $state('system');
	#locale: string | null = $state(null);
	#name = $state('');

	constructor() {
		const theme = kept('theme');
		this.#theme = theme === 'light' || theme === 'dark' ? theme : 'system';
		this.#contrast = kept('contrast') === 'more' ? 'more' : 'system';
		this.#locale = kept('locale');
		this.#name = kept('name') ?? '';
	}

	get theme(): Theme {
		return this.#theme;
	}

	set theme(theme: Theme) {
		this.#theme = theme;
		keep('theme', theme === 'system' ? null : theme);
		const root = document.documentElement;
		if (theme === 'system') delete root.dataset['theme'];
		else root.dataset['theme'] = theme;
	}

	get contrast(): Contrast {
		return this.#contrast;
	}

	set contrast(contrast: Contrast) {
		this.#contrast = contrast;
		keep('contrast', contrast === 'system' ? null : contrast);
		const root = document.documentElement;
		if (contrast === 'system') delete root.dataset['contrast'];
		else root.dataset['contrast'] = contrast;
	}

	get locale(): string | null {
		return this.#locale;
	}

	set locale(locale: string | null) {
		this.#locale = locale;
		keep('locale', locale);
	}

	/** The name last used to join: offered again, so that nobody types it ten times. */
	get name(): string {
		return this.#name;
	}

	set name(name: string) {
		this.#name = name;
		keep('name', name);
	}
}

export const preferences = new Preferences();
