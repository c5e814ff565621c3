import { encode } from 'uqr';

/** A QR code as one SVG path over a square of `size` modules, quiet zone included. */
export interface QrCode {
	readonly size: number;
	readonly path: string;
}

const quietZone = 4; // modules of white around it: what ISO 18004 asks for

/** Draws runs of dark modules as horizontal strips: far fewer path commands than squares. */
export function drawQr(text: string): QrCode {
	const { data, size } = encode(text, { ecc: 'M', border: quietZone });
	let path = '';
	for (const [y, line] of data.entries()) {
		let from = -1;
		for (let x = 0; x <= size; x++) {
			const isDark = line[x] === true;
			if (isDark && from < 0) from = x;
			if (!isDark && from >= 0) {
				path += `M${from} ${y}h${x - from}v1H${from}z`;
				from = -1;
			}
		}
	}
	return { size, path };
}
