FROM node:20-slim AS build
WORKDIR /understudy
COPY package.json package-lock.json ./
# without scripts: `dependencies` would build before there are sources
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json rolldown.config.js vite.config.js ./
COPY src src
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:20-slim
ENV NODE_ENV=production
WORKDIR /understudy
COPY package.json LICENSE ./
COPY contracts contracts
COPY fixtures fixtures
COPY --from=build /understudy/node_modules node_modules
COPY --from=build /understudy/dist dist
# what the control plane says of itself
COPY --from=build /understudy/src/admin/openapi.yaml src/admin/
# a volume begins as the folder that it covers, and whose that is
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "Promise.any(['127.0.0.1', '[::1]'].map(host => fetch(`http://${host}:${process.env.UNDERSTUDY_PORT || process.env.PORT || 8000}/__admin/health`))).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# no shell before node, so that SIGTERM reaches it and all changes are saved
CMD ["node", "dist/cli/main.js", "serve", "--host", "0.0.0.0", "--data", "/data"]
