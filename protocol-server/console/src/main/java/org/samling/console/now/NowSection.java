package org.samling.console.now;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.samling.console.web.Endpoint;
import org.samling.console.web.Reply;
import org.samling.console.web.Section;
import org.samling.console.web.Visit;
import org.samling.core.ill.InterlibraryOverview.RequestFilter;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportBatches;
import org.samling.core.login.PinAttempts;
import org.samling.core.organisation.TenantId;
import org.samling.core.staff.Permission;

/** The page of current activity, which refreshes itself. */
public final class NowSection implements Section {

  /** The maximum number of requests counted. */
  static final int MOST = 100;

  private static final int IMPORTS = 50;

  private static final RequestFilter UNANSWERED =
      RequestFilter.inStates(Set.of(InterlibraryState.REQUESTED));

  private final MeterRegistry meters;
  private final Sampler sampler;
  private final InterlibraryRequests requests;
  private final ImportBatches imports;
  private final PinAttempts pins;

  /**
   * Creates an instance.
   *
   * @param meters the meters of the server
   * @param requests counts interlibrary requests
   * @param imports lists imports
   * @param pins knows where many wrong PINs came from
   */
  public NowSection(
      MeterRegistry meters,
      InterlibraryRequests requests,
      ImportBatches imports,
      PinAttempts pins) {
    this.meters = meters;
    this.sampler = new Sampler(meters);
    this.requests = requests;
    this.imports = imports;
    this.pins = pins;
  }

  @Override
  public String name() {
    return "now";
  }

  @Override
  public void close() {
    sampler.close();
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/now", Permission.NOW_SEE, v -> Reply.page("now/now", figures(v))),
        Endpoint.get(
            "/now/events",
            Permission.NOW_SEE,
            v ->
                Reply.events(
                    Sampler.EVERY,
                    () ->
                        Optional.of(
                            new Reply.Event(
                                "figures", new Reply.Rendered("now/figures", figures(v)))))));
  }

  private Figures figures(Visit visit) {
    var tenant = visit.tenant();
    return Figures.of(
        sampler,
        waiting(tenant.id()),
        new Figures.Alerts(FailedJobs.of(meters, tenant.code()), pins.slowedDown(tenant.code())));
  }

  private Figures.Waiting waiting(TenantId tenant) {
    return new Figures.Waiting(
        requests.list(tenant, UNANSWERED, 0, MOST).size(),
        imports.latest(tenant, IMPORTS).stream()
            .filter(b -> b.state() == ImportBatch.State.WAITING || isRunning(b))
            .map(NowSection::running)
            .toList());
  }

  private static boolean isRunning(ImportBatch batch) {
    return batch.state() == ImportBatch.State.RUNNING;
  }

  private static Figures.RunningImport running(ImportBatch batch) {
    var file = Path.of(batch.order().file()).getFileName();
    return new Figures.RunningImport(
        batch.number(),
        file == null ? "" : file.toString(),
        batch.tally().read(),
        !isRunning(batch));
  }
}
