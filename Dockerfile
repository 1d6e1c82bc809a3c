# The server, built of this checkout:
#
#   docker build --tag claimsmith .
#   docker run --rm -p 127.0.0.1:4000:4000 -e CLAIMSMITH_MASTER_KEY -v claimsmith:/data \
#     -v ./state.json:/state.json:ro -e CLAIMSMITH_APPLY=/state.json claimsmith
#
# It is for production: what there is at first comes from the declared state, and nothing is made by itself.
# docs/operate.md tells more, and compose.yaml runs two of them on a replica set.

FROM node:24-bookworm-slim AS base
WORKDIR /app
ENV npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false

FROM base AS build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

# What the server needs when it runs. No package has to run a script: what is binary comes inside packages.
FROM base AS dependencies
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
COPY docs ./docs
COPY schemas ./schemas
RUN install --directory --owner=node --group=node --mode=0700 /data

ENV NODE_ENV=production \
    CLAIMSMITH_HOST=0.0.0.0 \
    CLAIMSMITH_PORT=4000 \
    CLAIMSMITH_STORE=embedded:/data
USER node
VOLUME /data
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.CLAIMSMITH_PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# The process itself: what tells it to stop has to reach it.
ENTRYPOINT ["node", "/app/dist/cli.js"]
CMD ["serve"]
