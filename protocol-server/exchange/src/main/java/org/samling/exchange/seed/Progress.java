package org.samling.exchange.seed;

/** Receives the progress of a load. */
public interface Progress {

  /** Ignores it. */
  Progress SILENT =
      new Progress() {
        @Override
        public void start(int total) {}

        @Override
        public void step(int n, String what) {}
      };

  /**
   * Called when loading begins.
   *
   * @param total how many things there are to load
   */
  void start(int total);

  /**
   * Called when some are done.
   *
   * @param n how many more
   * @param what what they are, as a plural: {@code items}
   */
  void step(int n, String what);
}
