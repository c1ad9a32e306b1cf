package org.samling.routes.jobs;

/** Is told how runs of jobs end, by any thread. */
public interface JobWatch {

  /** In the place of a tenant's code: a run as a whole. */
  String WHOLE = "";

  /** For whom it is all the same. */
  JobWatch NONE =
      new JobWatch() {
        @Override
        public void succeeded(String job, String tenant) {}

        @Override
        public void failed(String job, String tenant) {}
      };

  /**
   * A run ended as it should.
   *
   * @param job the job's name
   * @param tenant the code of the tenant that it was for, or {@link #WHOLE}, whatever became of
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
