import type { Paper, PaperBlock, PaperPicture } from '@concordia/exchange';

/** How many pixels of the file stand for one of the drawing: sharp on paper. */
const scale = 3;

/** The drawings of a document as pixels, too: most word processors show these. */
export async function withPixels(paper: Paper): Promise<Paper> {
	const blocks: PaperBlock[] = [];
	for (const block of paper.blocks) {
		blocks.push(
			block.type === 'picture'
				? { ...block, picture: { ...block.picture, png: await pixelsOf(block.picture) } }
				: block
		);
	}
	return { ...paper, blocks };
}

async function pixelsOf({ svg, width, height }: PaperPicture): Promise<Uint8Array> {
	const image = new Image(width * scale, height * scale);
	const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
	try {
		image.src = address;
		await image.decode();
		const canvas = document.createElement('canvas');
		canvas.width = width * scale;
		canvas.height = height * scale;
		canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
		const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
		if (!blob) throw new Error('the drawing is too large for this browser');
		return new Uint8Array(await blob.arrayBuffer());
	} finally {
		URL.revokeObjectURL(address);
	}
}
