package org.samling.console;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.samling.console.acts.ActsSection;
import org.samling.console.log.LogSection;
import org.samling.console.log.WireLog;
import org.samling.console.machines.LiveSessions;
import org.samling.console.machines.MachinesSection;
import org.samling.console.machines.ProfileDesk;
import org.samling.console.now.NowSection;
import org.samling.console.now.Sampler;
import org.samling.console.policy.PolicySection;
import org.samling.console.trial.TrialMachine;
import org.samling.console.trial.TrialSection;
import org.samling.console.versions.VersionsSection;
import org.samling.console.web.ConsoleRoutes;
import org.samling.console.web.Endpoint;
import org.samling.console.web.FrontPage;
import org.samling.console.web.IdentityProvider;
import org.samling.core.circulation.Inquiries;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.imports.ImportBatches;
import org.samling.core.organisation.LibraryRegister;
import org.samling.core.organisation.MachineAccounts;
import org.samling.core.organisation.Tenants;
import org.samling.core.policy.ConfigurationVersions;
import org.samling.core.policy.PolicyRegister;
import org.samling.core.staff.Staff;

/** The console with all its sections. */
public final class Console implements AutoCloseable {

  private final Sampler sampler;
  private final ConsoleRoutes routes;

  /**
   * What the console needs of the core and of the server.
   *
   * @param staff knows who may sign in
   * @param tenants knows the tenants
   * @param interlibraryRequests knows what other libraries asked for
   * @param importBatches knows what is imported
   * @param machineAccounts lists the machines' accounts
   * @param libraryRegister changes them
   * @param inquiries knows the branches
   * @param meters what the server measures
   * @param profiles knows the profiles of SIP2 machines
   * @param sessions knows who is connected
   * @param wireLog has what machines said and heard
   * @param trial speaks as a machine does
   * @param front makes the page at the root of the server
   * @param identityProvider signs staff in, or null where only passwords do
   * @param policyRegister changes by what is lent
   * @param configurationVersions knows what was changed
   */
  public record Ports(
      Staff staff,
      Tenants tenants,
      InterlibraryRequests interlibraryRequests,
      ImportBatches importBatches,
      MachineAccounts machineAccounts,
      LibraryRegister libraryRegister,
      Inquiries inquiries,
      MeterRegistry meters,
      ProfileDesk profiles,
      LiveSessions sessions,
      WireLog wireLog,
      TrialMachine trial,
      Supplier<FrontPage> front,
      @Nullable IdentityProvider identityProvider,
      PolicyRegister policyRegister,
      ConfigurationVersions configurationVersions) {}

  /** Makes the console. */
  public Console(Ports ports) {
    sampler = new Sampler(ports.meters());
    routes =
        new ConsoleRoutes(
            ports.staff(),
            ports.tenants(),
            ports.front(),
            ports.identityProvider(),
            List.of(
                new NowSection(sampler, ports.interlibraryRequests(), ports.importBatches()),
                new MachinesSection(
                    ports.machineAccounts(),
                    ports.libraryRegister(),
                    ports.inquiries(),
                    ports.profiles(),
                    ports.sessions()),
                new LogSection(ports.machineAccounts(), ports.wireLog()),
                new TrialSection(ports.machineAccounts(), ports.trial()),
                new PolicySection(
                    ports.inquiries(), ports.policyRegister(), ports.libraryRegister()),
                new VersionsSection(ports.configurationVersions()),
                new ActsSection(ports.staff())));
  }

  /** Adds its paths, all of them below {@code /console}. */
  public void addTo(Router router) {
    routes.addTo(router);
  }

  /** Everything that can be asked for of a tenant, with what it needs. */
  public List<Endpoint> endpoints() {
    return routes.endpoints();
  }

  @Override
  public void close() {
    sampler.close();
  }
}
