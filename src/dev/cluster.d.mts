export * from '../host/tcp/start-cluster.ts'
