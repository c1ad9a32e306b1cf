package org.samling.bench.nation;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.samling.bench.measure.ProcessTrees;

/**
 * Reads each second how much processor time the nodes, PostgreSQL and the load itself have used.
 *
 * <p>Safe for use by many threads.
 */
final class NationMeter implements AutoCloseable {

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final ProcessTrees server;
  private final List<Store> stores = new ArrayList<>();
  private final List<Reading> readings = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;

  /**
   * A reading, in core-seconds since the processes began.
   *
   * @param at when, by {@link System#nanoTime}
   */
  record Reading(long at, double server, double store, double load) {

    Reading minus(Reading earlier) {
      return new Reading(
          at - earlier.at, server - earlier.server, store - earlier.store, load - earlier.load);
    }
  }

  /** A PostgreSQL server; what it had used counts on when it is gone. */
  private static final class Store {

    private final ProcessTrees processes;
    private double used;

    Store(ProcessTrees processes) {
      this.processes = processes;
    }

    double read() {
      used = Math.max(used, processes.cpuSeconds());
      return used;
    }
  }

  /** Begins to read. */
  NationMeter(NationServers servers) throws IOException {
    server = servers.serverProcesses();
    add(servers.storeProcesses());
    read();
    thread = Thread.ofPlatform().name("nation-meter").start(this::run);
  }

  /** Reads these from now on, besides. */
  synchronized void add(List<ProcessTrees> processes) {
    processes.forEach(one -> stores.add(new Store(one)));
  }

  /** Reads now. */
  synchronized void read() {
    readings.add(
        new Reading(
            System.nanoTime(),
            server.cpuSeconds(),
            stores.stream().mapToDouble(Store::read).sum(),
            PROCESS.getProcessCpuTime() / 1e9));
  }

  private void run() {
    try {
      while (!over.await(1, TimeUnit.SECONDS)) {
        read();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** All readings so far. */
  synchronized List<Reading> readings() {
    return List.copyOf(readings);
  }

  @Override
  public void close() {
    over.countDown();
    thread.interrupt();
  }
}
