package org.samling.exchange.seed;

/** Is told how far loading has come. */
public interface Progress {

  /** Tells nobody. */
  Progress SILENT =
      new Progress() {
        @Override
        public void start(int total) {}

        @Override
        public void step(int n, String what) {}
      };

  /**
   * Loading begins.
   *
   * @param total how many things there are to load
   */
  void start(int total);

  /**
   * Some are done.
   *
   * @param n how many more
   * @param what what they are, as a plural: {@code items}
   */
  void step(int n, String what);
}
