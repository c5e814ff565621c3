// Preloaded into a server: its clock jumps to and fro by up to three hours with every look at it.
const real = Date.now.bind(Date);
let looks = 0;
Date.now = () => real() + Math.round(Math.sin(++looks) * 3 * 3_600_000);
