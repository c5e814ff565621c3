import { t, withTexts } from '#lib/i18n/index.svelte.ts';
import { toast } from '#lib/ui/toast.svelte.ts';
import { overlays, surfaces, type Surface, type SurfaceId } from './surfaces.ts';

/** One that is on the page. */
export interface OpenSurface {
	readonly id: SurfaceId;
	readonly component: Surface;
	readonly props: Record<string, unknown>;
}

/** Which dialogs and overlays are open. Each is there once: opening it again changes its props. */
export class OpenSurfaces {
	#open: readonly OpenSurface[] = $state.raw([]);

	/** Over the drawing. */
	get over(): readonly OpenSurface[] {
		return this.#open.filter(({ id }) => overlays.has(id));
	}

	/** Over the page. */
	get above(): readonly OpenSurface[] {
		return this.#open.filter(({ id }) => !overlays.has(id));
	}

	has(id: SurfaceId): boolean {
		return this.#open.some((one) => one.id === id);
	}

	async open(id: SurfaceId, props: Record<string, unknown> = {}): Promise<void> {
		try {
			const loaded = await withTexts<{ readonly default: unknown }>(surfaces[id]());
			const one = { id, component: loaded.default as Surface, props };
			this.#open = [...this.#open.filter((other) => other.id !== id), one];
		} catch {
			toast(t('errors.unreachable'), 'danger');
		}
	}

	close(id: SurfaceId): void {
		this.#open = this.#open.filter((one) => one.id !== id);
	}
}
