package org.samling.server.console;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Predicate;
import org.samling.console.acts.ActsSection;
import org.samling.console.administration.AdministrationSection;
import org.samling.console.bookings.BookingsSection;
import org.samling.console.catalogue.CataloguePorts;
import org.samling.console.catalogue.CatalogueSection;
import org.samling.console.catalogue.OtherCatalogues;
import org.samling.console.circulation.CirculationSection;
import org.samling.console.desk.DeskSection;
import org.samling.console.ill.IllSection;
import org.samling.console.imports.ImportsSection;
import org.samling.console.log.LogSection;
import org.samling.console.machines.LiveSessions;
import org.samling.console.machines.MachinesSection;
import org.samling.console.nodes.NodesSection;
import org.samling.console.now.NowSection;
import org.samling.console.operations.OperationForms;
import org.samling.console.operations.OperationsSection;
import org.samling.console.operations.ServedOperations;
import org.samling.console.policy.PolicySection;
import org.samling.console.privacy.PrivacySection;
import org.samling.console.statistics.StatisticsSection;
import org.samling.console.today.TodaySection;
import org.samling.console.trial.TrialSection;
import org.samling.console.versions.Changes;
import org.samling.console.versions.VersionsSection;
import org.samling.console.web.Section;
import org.samling.core.ill.BorrowingDesk;
import org.samling.core.organisation.Tenant;
import org.samling.exchange.imports.UploadedImports;
import org.samling.library.config.Configuration;
import org.samling.marc.MarcRecordMaker;
import org.samling.marc.MarcRecordReader;
import org.samling.marc.MarcRecordRenderer;
import org.samling.operations.Family.Served;
import org.samling.operations.notices.Slips;
import org.samling.postgres.PostgresStore;
import org.samling.routes.ncip.NcipResponder;
import org.samling.routes.sip2.Sip2Service;
import org.samling.routes.z3950.Z3950Service;
import org.samling.search.LuceneCatalogue;
import org.samling.server.ill.InterlibraryAsking;
import org.samling.server.sip2.Sip2WireLog;

/**
 * The sections of the console, each with the parts of the library and of this server that it needs.
 *
 * @param store the library's store
 * @param index the index of the library's catalogue
 * @param configuration the server's configuration
 * @param families answers the declared operations
 * @param kiosks answers SIP2
 * @param searches answers Z39.50
 * @param ncip answers NCIP
 * @param wireLog the log of SIP2 messages
 * @param uploads receives uploaded files of records
 * @param asking asks other libraries for loans
 */
public record Sections(
    PostgresStore store,
    LuceneCatalogue index,
    Configuration configuration,
    List<Served<?>> families,
    Sip2Service kiosks,
    Z3950Service searches,
    NcipResponder ncip,
    Sip2WireLog wireLog,
    UploadedImports uploads,
    InterlibraryAsking asking) {

  /** Copies the list. */
  public Sections {
    families = List.copyOf(families);
  }

  /**
   * All of them, in the order of the navigation.
   *
   * @param metrics the server's metrics
   * @param sessions the open connections
   * @param others searches other libraries' catalogues
   */
  public List<Section> all(MeterRegistry metrics, LiveSessions sessions, OtherCatalogues others) {
    var trials =
        new Sip2Trials(configuration.http().sandboxes(), kiosks, store.accounts(), wireLog);
    var operations = new ServedOperations(families);
    var forms = new OperationForms(operations, store.inquiries());
    Predicate<Tenant> isSandbox = tenant -> trials.testData(tenant).isPresent();
    return List.of(
        new TodaySection(
            families, store.inquiries(), store.machineAccounts(), store.accountContacts()),
        new DeskSection(
            circulation(),
            index,
            new CqlQueries(),
            new Slips(store.inquiries(), store.noticeTemplates())),
        new CirculationSection(circulation()),
        new BookingsSection(families, store.inquiries()),
        catalogue(others),
        new OperationsSection(families, forms),
        ill(),
        new ImportsSection(
            store.importBatches(),
            store.itemMappings(),
            uploads.reviews(),
            new ConsoleImports(uploads, configuration.imports())),
        new StatisticsSection(store.statistics(), store.inquiries()),
        new PolicySection(store.inquiries(), store.policyRegister(), store.libraryRegister()),
        new VersionsSection(store.configurationVersions()),
        privacy(),
        new AdministrationSection(operations, forms, new Changes(store.configurationVersions())),
        new NowSection(
            metrics, store.interlibraryRequests(), store.importBatches(), store.pinAttempts()),
        new MachinesSection(
            store.machineAccounts(),
            store.accountContacts(),
            store.libraryRegister(),
            store.inquiries(),
            new ShippedProfiles(store.inquiries()),
            sessions),
        new LogSection(
            store.machineAccounts(),
            new WireLogFiles(wireLog::file),
            store.accessLog(),
            store.tenants(),
            isSandbox),
        new TrialSection(
            store.machineAccounts(),
            trials,
            new Z3950Trials(isSandbox, searches, store.accounts()),
            new NcipTrials(trials::testData, ncip, store.accounts())),
        new ActsSection(store.staff()),
        new NodesSection(store.nodes()));
  }

  private TimedCirculation inTime() {
    return new TimedCirculation(store, configuration.store().answerWithin());
  }

  private CirculationSection.Ports circulation() {
    return new CirculationSection.Ports(
        inTime(),
        store.inquiries(),
        store.deskLists(),
        store.holdLists(),
        store.bookingLists(),
        store.statements(),
        store.patronPins(),
        store.descriptions());
  }

  private CatalogueSection catalogue(OtherCatalogues others) {
    return new CatalogueSection(
        new CataloguePorts(
            store.tenants(),
            index,
            index,
            new CqlQueries(),
            new CataloguePorts.Records(
                store.catalogueHarvest(),
                store.descriptions(),
                store.workLevels(),
                new MarcRecordReader(),
                new MarcRecordRenderer(),
                store.recordUpdates()),
            store.inquiries(),
            store.itemRegister(),
            inTime()),
        others);
  }

  private IllSection ill() {
    return new IllSection(
        new IllSection.Ports(
            store.interlibraryRequests(),
            store.interlibraryMessages(),
            store.interlibraryOverview(),
            new BorrowingDesk(new MarcRecordMaker(), store.borrowedItems()),
            store.inquiries(),
            store.deskLists(),
            asking.libraries(),
            asking.own()));
  }

  private PrivacySection privacy() {
    return new PrivacySection(
        new PrivacySection.Ports(
            store.inquiries(),
            store.deskLists(),
            store.personalData(),
            store.accessLog(),
            new PersonalFiles()));
  }
}
