import { frameAt, keysBetween, topKey, type Item, type Point } from '@concordia/board';
import type { ActionContext } from '#lib/actions/action.ts';
import { newItemId } from '#lib/board/board-store.svelte.ts';
import { explain } from '#lib/explain.ts';
import { hasText, t } from '#lib/i18n/index.svelte.ts';
import type { Problem } from '#lib/api.ts';
import { toast, toasts } from '#lib/ui/toast.svelte.ts';
import { preparePicture } from './prepare.ts';
import { uploadPicture, type KeptPicture } from './upload.ts';

const gap = 24;
/** Board units of the longer side of a new picture, at most and at least. */
const largest = 480;
const smallest = 48;

/** Sends pictures and puts those that arrived on the board, side by side around a point. */
export async function addPictures(
	context: ActionContext,
	files: readonly File[],
	at: Point
): Promise<void> {
	const { board, connection } = context;
	const sending = toasts.show({
		text: t('files.sending', { count: files.length }),
		kind: 'info',
		// Stays until it is done.
		action: { label: t('common.close'), run: () => undefined }
	});
	const kept: KeptPicture[] = [];
	for (const file of files) {
		const picture = await keepPicture(connection.session, file);
		if (picture.ok) kept.push(picture.value);
		else toast(t('files.not-taken', { name: file.name, why: picture.why }), 'danger');
	}
	toasts.dismiss(sending);
	if (kept.length === 0 || !board.canEdit) return;
	const items = placePictures(kept, at, board.peek().values());
	board.insert(items);
	board.select(items.map(({ id }) => id));
	const [first] = items;
	toast(t('files.pictures-added', { count: items.length }), 'success', {
		label: t('files.describe'),
		run: () => first && context.open('alt', { id: first.id })
	});
}

/** Makes a file ready, sends it, and says in words why it was not taken. */
export async function keepPicture(
	session: string,
	file: Blob
): Promise<{ ok: true; value: KeptPicture } | { ok: false; why: string }> {
	const ready = await preparePicture(file);
	if (ready === null) return { ok: false, why: t('files.problem-picture-unknown') };
	const answer = await uploadPicture(session, ready);
	return answer.ok ? answer : { ok: false, why: explainUpload(answer.problem) };
}

function explainUpload(problem: Problem): string {
	const key = `files.problem-${problem.code}`;
	return hasText(key) ? t(key) : explain(problem);
}

/** Image items for kept pictures, in a row whose middle is at a point. */
export function placePictures(
	pictures: readonly KeptPicture[],
	[x, y]: Point,
	existing: Iterable<Item>
): Item[] {
	const all = [...existing];
	const sizes = pictures.map(shownSize);
	const whole = sizes.reduce((sum, [w]) => sum + w + gap, -gap);
	const keys = keysBetween(topKey(all), null, pictures.length);
	const parent = frameAt(all, [x, y])?.id;
	let left = x - whole / 2;
	return pictures.map(({ hash }, index) => {
		const size = sizes[index]!;
		const pos: Point = [Math.round(left), Math.round(y - size[1] / 2)];
		left += size[0] + gap;
		return {
			id: newItemId(),
			type: 'image',
			pos,
			size,
			z: keys[index]!,
			src: `sha256:${hash}`,
			...(parent !== undefined && { parent })
		};
	});
}

export function shownSize({ width, height }: Pick<KeptPicture, 'width' | 'height'>): Point {
	const longer = Math.max(width, height);
	const scale = Math.min(1, largest / longer) * Math.max(1, smallest / longer);
	return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}
