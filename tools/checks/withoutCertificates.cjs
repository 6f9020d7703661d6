/** Node reads further certificates whenever it starts, which takes as long as the rest of it; tests connect to this machine alone. */
module.exports = () => {
  delete process.env.NODE_EXTRA_CA_CERTS;
};
