export default () => globalThis.stopMock();
