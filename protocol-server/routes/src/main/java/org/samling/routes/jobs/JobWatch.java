package org.samling.routes.jobs;

/** Receives how runs of jobs end, on any thread. */
public interface JobWatch {

  /** In the place of a tenant's code: the run as a whole. */
  String WHOLE = "";

  /** Ignores everything. */
  JobWatch NONE =
      new JobWatch() {
        @Override
        public void succeeded(String job, String tenant) {}

        @Override
        public void failed(String job, String tenant) {}
      };

  /**
   * A run succeeded.
   *
   * @param job the job's name
   * @param tenant the code of the tenant that it was for, or {@link #WHOLE}, even if it failed for
   *     single tenants
   */
  void succeeded(String job, String tenant);

  /**
   * A run failed.
   *
   * @param job the job's name
   * @param tenant the code of the tenant that it failed for, or {@link #WHOLE}
   */
  void failed(String job, String tenant);
}
