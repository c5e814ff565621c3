import { createConnectTool } from './connect.ts';
import { createEraseTool } from './erase.ts';
import { createHandTool } from './hand.ts';
import type { Tool, ToolHost } from './host.ts';
import { createLaserTool } from './laser.ts';
import type { ToolName } from './names.ts';
import { createPenTool } from './pen.ts';
import { createPlaceTool } from './place.ts';
import { createSelectTool } from './select.ts';

const makers: Readonly<Record<ToolName, (host: ToolHost) => Tool>> = {
	select: createSelectTool,
	hand: createHandTool,
	note: (host) => createPlaceTool(host, 'note'),
	text: (host) => createPlaceTool(host, 'text'),
	rectangle: (host) => createPlaceTool(host, 'rectangle'),
	ellipse: (host) => createPlaceTool(host, 'ellipse'),
	diamond: (host) => createPlaceTool(host, 'diamond'),
	shape: (host) => createPlaceTool(host, 'shape'),
	frame: (host) => createPlaceTool(host, 'frame'),
	arrow: (host) => createConnectTool(host, 'arrow'),
	line: (host) => createConnectTool(host, 'line'),
	pen: (host) => createPenTool(host, 'pen'),
	marker: (host) => createPenTool(host, 'marker'),
	eraser: createEraseTool,
	laser: createLaserTool
};

export function createTool(name: ToolName, host: ToolHost): Tool {
	return makers[name](host);
}
