# Not run by us yet: written from what the plain commands do.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY . .
RUN node web/build.ts

FROM node:24-bookworm-slim
WORKDIR /app
COPY --from=build /app /app
ENV RECHANNEL_MODE=production
EXPOSE 3000
USER node
# node itself, so that SIGTERM reaches it and it can drain.
CMD ["node", "src/cli/main.ts", "start"]
