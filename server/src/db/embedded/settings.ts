/** Sized for one machine that also runs the server and the switch: idle, both together stay under 400 MB. */
const small = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  cluster_name: "hotline",
  shared_buffers: "64MB",
  max_connections: "40",
  work_mem: "8MB",
  maintenance_work_mem: "32MB",
  // I/O workers, logical replication and parallel queries would each keep processes for nothing here.
  io_method: "sync",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_logical_replication_workers: "0",
  max_parallel_workers: "0",
  max_parallel_workers_per_gather: "0",
  max_worker_processes: "2",
  autovacuum_max_workers: "1",
  jit: "off",
  max_wal_size: "256MB",
  log_checkpoints: "off",
  timezone: "UTC",
  log_timezone: "UTC",
};

/** Command-line options for `postgres`; `overrides` are settings a test wants otherwise. */
export function postgresOptions(port: number, overrides: Readonly<Record<string, string>>): string {
  return Object.entries({ ...small, port: String(port), ...overrides })
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(" ");
}
