package org.samling.postgres;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.authorities.AuthorityUses;
import org.samling.core.catalogue.Catalogue;
import org.samling.core.catalogue.Descriptions;
import org.samling.core.catalogue.RecordUpdates;
import org.samling.core.catalogue.WorkLevels;
import org.samling.core.circulation.BookingLists;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.DeskLists;
import org.samling.core.circulation.ForeignItems;
import org.samling.core.circulation.HoldLists;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemRegister;
import org.samling.core.circulation.OfflineTransactions;
import org.samling.core.circulation.TitlesToTarget;
import org.samling.core.circulation.TransportLists;
import org.samling.core.circulation.WorkLists;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.cutover.CutoverInquiries;
import org.samling.core.cutover.PastLoans;
import org.samling.core.debt.Debts;
import org.samling.core.debt.OnlinePayments;
import org.samling.core.debt.Statements;
import org.samling.core.guests.GuestAgreements;
import org.samling.core.guests.GuestAuthentication;
import org.samling.core.guests.GuestReception;
import org.samling.core.guests.Guests;
import org.samling.core.guests.HomeDesk;
import org.samling.core.guests.PatronsElsewhere;
import org.samling.core.harvest.CatalogueCopy;
import org.samling.core.harvest.CatalogueHarvest;
import org.samling.core.harvest.Signatures;
import org.samling.core.ill.BorrowedItems;
import org.samling.core.ill.IllPartners;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryOverview;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.imports.ImportBatches;
import org.samling.core.imports.ImportReviews;
import org.samling.core.imports.ItemMappings;
import org.samling.core.login.LoginAttempts;
import org.samling.core.login.LoginLimits;
import org.samling.core.login.PinAttempts;
import org.samling.core.nodes.Nodes;
import org.samling.core.notices.NoticeContacts;
import org.samling.core.notices.NoticeTemplates;
import org.samling.core.notices.Notices;
import org.samling.core.organisation.AccountContacts;
import org.samling.core.organisation.AccountTokens;
import org.samling.core.organisation.Accounts;
import org.samling.core.organisation.LendingAgreements;
import org.samling.core.organisation.LibraryRegister;
import org.samling.core.organisation.MachineAccounts;
import org.samling.core.organisation.OwnTexts;
import org.samling.core.organisation.TenantId;
import org.samling.core.organisation.Tenants;
import org.samling.core.partners.HoldAgreements;
import org.samling.core.partners.PartnerHolds;
import org.samling.core.patron.GroupLists;
import org.samling.core.patron.PatronAuthentication;
import org.samling.core.patron.PatronMerges;
import org.samling.core.patron.PatronPins;
import org.samling.core.patron.PatronRegister;
import org.samling.core.patron.Persons;
import org.samling.core.policy.ConfigurationVersions;
import org.samling.core.policy.PolicyRegister;
import org.samling.core.privacy.AccessLog;
import org.samling.core.privacy.LoanHistory;
import org.samling.core.privacy.PersonalData;
import org.samling.core.requests.AnsweredRequests;
import org.samling.core.search.CatalogueFeed;
import org.samling.core.staff.SecondFactors;
import org.samling.core.staff.Staff;
import org.samling.core.statistics.NationalSeries;
import org.samling.core.statistics.Statistics;
import org.samling.core.stock.Periodicals;
import org.samling.core.stock.StockCounts;
import org.samling.core.stock.Weeding;
import org.samling.postgres.catalogue.PostgresAuthorityUses;
import org.samling.postgres.catalogue.PostgresCatalogue;
import org.samling.postgres.catalogue.PostgresCatalogueCopy;
import org.samling.postgres.catalogue.PostgresCatalogueFeed;
import org.samling.postgres.catalogue.PostgresCatalogueHarvest;
import org.samling.postgres.catalogue.PostgresDescriptions;
import org.samling.postgres.catalogue.PostgresImportBatches;
import org.samling.postgres.catalogue.PostgresImportReviews;
import org.samling.postgres.catalogue.PostgresItemMappings;
import org.samling.postgres.catalogue.PostgresRecordUpdates;
import org.samling.postgres.catalogue.PostgresWorkLevels;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.DatabaseSettings;
import org.samling.postgres.connection.Keyring;
import org.samling.postgres.connection.KeyringSignatures;
import org.samling.postgres.connection.LatestDatabase;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.connection.SecretHasher;
import org.samling.postgres.guests.PostgresGuestAgreements;
import org.samling.postgres.guests.PostgresGuests;
import org.samling.postgres.guests.PostgresPatronsElsewhere;
import org.samling.postgres.hashing.HashingLimits;
import org.samling.postgres.hashing.HashingPool;
import org.samling.postgres.ill.PostgresBorrowedItems;
import org.samling.postgres.ill.PostgresHoldAgreements;
import org.samling.postgres.ill.PostgresInterlibraryMessages;
import org.samling.postgres.ill.PostgresInterlibraryOverview;
import org.samling.postgres.ill.PostgresInterlibraryRequests;
import org.samling.postgres.ill.PostgresPartnerHolds;
import org.samling.postgres.loader.BoundSight;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.notices.PostgresNoticeContacts;
import org.samling.postgres.notices.PostgresNoticeTemplates;
import org.samling.postgres.notices.PostgresNotices;
import org.samling.postgres.registers.LimitedPatronAuthentication;
import org.samling.postgres.registers.PostgresAccountContacts;
import org.samling.postgres.registers.PostgresAccountTokens;
import org.samling.postgres.registers.PostgresAccounts;
import org.samling.postgres.registers.PostgresAnsweredRequests;
import org.samling.postgres.registers.PostgresConfigurationVersions;
import org.samling.postgres.registers.PostgresDebts;
import org.samling.postgres.registers.PostgresIllPartners;
import org.samling.postgres.registers.PostgresItemRegister;
import org.samling.postgres.registers.PostgresLendingAgreements;
import org.samling.postgres.registers.PostgresLibraryRegister;
import org.samling.postgres.registers.PostgresLoginOrigins;
import org.samling.postgres.registers.PostgresMachineAccounts;
import org.samling.postgres.registers.PostgresNationalSeries;
import org.samling.postgres.registers.PostgresOfflineTransactions;
import org.samling.postgres.registers.PostgresOnlinePayments;
import org.samling.postgres.registers.PostgresOwnTexts;
import org.samling.postgres.registers.PostgresPatronAuthentication;
import org.samling.postgres.registers.PostgresPatronMerges;
import org.samling.postgres.registers.PostgresPatronPins;
import org.samling.postgres.registers.PostgresPatronRegister;
import org.samling.postgres.registers.PostgresPeriodicals;
import org.samling.postgres.registers.PostgresPersonalData;
import org.samling.postgres.registers.PostgresPersons;
import org.samling.postgres.registers.PostgresPolicyRegister;
import org.samling.postgres.registers.PostgresSecondFactors;
import org.samling.postgres.registers.PostgresStaff;
import org.samling.postgres.registers.PostgresStockCounts;
import org.samling.postgres.registers.PostgresWeeding;
import org.samling.postgres.registers.SecondFactorRule;
import org.samling.postgres.registers.SecretRotation;
import org.samling.postgres.registers.StaffSessions;
import org.samling.postgres.reports.PostgresBookingLists;
import org.samling.postgres.reports.PostgresCutoverInquiries;
import org.samling.postgres.reports.PostgresDeskLists;
import org.samling.postgres.reports.PostgresForeignItems;
import org.samling.postgres.reports.PostgresGroupLists;
import org.samling.postgres.reports.PostgresHoldLists;
import org.samling.postgres.reports.PostgresInquiries;
import org.samling.postgres.reports.PostgresLoanHistory;
import org.samling.postgres.reports.PostgresPastLoans;
import org.samling.postgres.reports.PostgresStatements;
import org.samling.postgres.reports.PostgresStatistics;
import org.samling.postgres.reports.PostgresTitlesToTarget;
import org.samling.postgres.reports.PostgresTransportLists;
import org.samling.postgres.reports.PostgresWorkLists;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.writer.CommitFlusher;
import org.samling.postgres.writer.PostgresAccessLog;
import org.samling.postgres.writer.PostgresNodes;
import org.samling.postgres.writer.TenantWriter;
import org.samling.postgres.writer.WriteHealth;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store: every port of the core, filled by one PostgreSQL database.
 *
 * <p>Safe for use by many threads.
 */
public final class PostgresStore implements Circulation, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresStore.class);

  private static final String MAINTENANCE_LOCK =
      "select pg_advisory_xact_lock(hashtext('samling.maintenance'))";

  private final Database database;
  private final DatabaseSettings settings;
  private final InstantSource clock;
  private final PostgresNodes nodes;
  private final WriteHealth health;
  private final CommitFlusher flusher;
  private final PolicyCache policies = new PolicyCache();
  private final Map<TenantId, TenantWriter> writers = new ConcurrentHashMap<>();
  private final AccountContacts accountContacts;
  private final Accounts accounts;
  private final BoundSight sights;
  private final PostgresPatronAuthentication ownPins;
  private final PatronAuthentication patronAuthentication;
  private final Guests guests;
  private final PatronsElsewhere patronsElsewhere;
  private final GuestAgreements guestAgreements;
  private final HoldAgreements holdAgreements;
  private final PartnerHolds partnerHolds;
  private final GuestReception guestReception;
  private final PatronPins patronPins;
  private final PinAttempts pinAttempts;
  private final PostgresLibraryRegister libraryRegister;
  private final PatronRegister patronRegister;
  private final PatronKeys patronKeys;
  private final PostgresPersons persons;
  private final OwnTexts ownTexts;
  private final Inquiries inquiries;
  private final PostgresAccessLog accessLog;
  private final Keyring keyring;
  private final LoginAttempts loginAttempts;
  private final HashingPool hashing;
  private final Signatures signatures;
  private final Signatures nodeSignatures;
  private final Staff staff;
  private final PostgresSecondFactors secondFactors;

  /**
   * Opens the store with the usual limits, for a database that needs no check against an earlier
   * one.
   */
  public PostgresStore(DatabaseSettings settings, Keyring keyring) {
    this(settings, keyring, null);
  }

  /** Opens the store with the usual limits for logins. */
  public PostgresStore(DatabaseSettings settings, Keyring keyring, @Nullable Path own) {
    this(settings, keyring, own, LoginLimits.USUAL, HashingLimits.USUAL);
  }

  /** Opens the store with the usual limits and another clock for circulation decisions. */
  PostgresStore(InstantSource clock, DatabaseSettings settings, Keyring keyring) {
    this(settings, keyring, null, LoginLimits.USUAL, HashingLimits.USUAL, clock);
  }

  /**
   * Opens the store. The database need not be reachable yet; until it is, every port reports that
   * it can't be reached.
   *
   * @param settings how the database is reached
   * @param keyring the keys kept outside it
   * @param own a directory of this node's own, where it remembers the furthest database it has
   *     seen; one behind that, such as an old primary, is refused. Null to remember it only while
   *     the store is open
   * @param logins how many logins may fail
   * @param hashes how many PINs and passwords are hashed at once
   */
  public PostgresStore(
      DatabaseSettings settings,
      Keyring keyring,
      @Nullable Path own,
      LoginLimits logins,
      HashingLimits hashes) {
    this(settings, keyring, own, logins, hashes, InstantSource.system());
  }

  private PostgresStore(
      DatabaseSettings settings,
      Keyring keyring,
      @Nullable Path own,
      LoginLimits logins,
      HashingLimits hashes,
      InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.database = new Database(settings, new LatestDatabase(own), keyring);
    this.nodes = new PostgresNodes(database);
    this.health = new WriteHealth(database, nodes);
    this.flusher = new CommitFlusher(database, settings);
    var origins = new PostgresLoginOrigins(database, keyring);
    this.loginAttempts = new LoginAttempts(logins, origins);
    this.hashing = new HashingPool(hashes);
    var hasher = new SecretHasher(keyring, hashing);
    this.patronKeys = new PatronKeys(keyring);
    this.signatures = new KeyringSignatures(keyring, "samling harvest signature");
    this.nodeSignatures = new KeyringSignatures(keyring, "samling node signature");
    this.keyring = keyring;
    this.accessLog = new PostgresAccessLog(database);
    this.persons = new PostgresPersons(database, patronKeys);
    this.accountContacts = new PostgresAccountContacts(database);
    this.accounts = new PostgresAccounts(database, hasher, loginAttempts, origins, accountContacts);
    this.ownTexts = new PostgresOwnTexts(database);
    this.sights = new BoundSight(database, policies, patronKeys);
    this.pinAttempts = new PinAttempts(logins.pins());
    pinAttempts.watch(PostgresStore::tell);
    this.libraryRegister = new PostgresLibraryRegister(database, hasher);
    this.guests = new PostgresGuests(database, patronKeys, sights, accessLog);
    this.patronsElsewhere = new PostgresPatronsElsewhere(database, sights, accessLog);
    this.guestAgreements = new PostgresGuestAgreements(database);
    this.holdAgreements = new PostgresHoldAgreements(database);
    this.partnerHolds = new PostgresPartnerHolds(database, policies, patronKeys);
    var ofHomes = new PostgresInquiries(database, policies, patronKeys, accessLog);
    var homeDesk = new HomeDesk(patronsElsewhere, guestAgreements, libraryRegister, ofHomes);
    this.guestReception = new GuestReception(guests, guestAgreements, homeDesk, ofHomes);
    this.inquiries =
        new PostgresInquiries(database, policies, patronKeys, accessLog, guestReception::arrive);
    this.ownPins = new PostgresPatronAuthentication(database, policies, hasher, sights);
    this.patronAuthentication =
        new LimitedPatronAuthentication(
            new GuestAuthentication(ownPins, guests, patronsElsewhere, homeDesk, guestReception),
            database,
            policies,
            pinAttempts);
    this.patronPins =
        new PostgresPatronPins(database, policies, hasher, sights, accessLog, patronAuthentication);
    var sessions = new StaffSessions(database, loginAttempts, origins);
    this.secondFactors = new PostgresSecondFactors(database, keyring, sessions, origins);
    this.staff =
        new PostgresStaff(
            database, hasher, sessions, origins, new SecondFactorRule(database, policies));
    this.patronRegister = new PostgresPatronRegister(database, hasher, patronKeys);
  }

  @Override
  public <O extends Outcome> CompletableFuture<O> submit(Command<O> command) {
    var patron = command.patron();
    if (patron != null) {
      try {
        guestReception.arrive(command.origin().tenant(), patron);
      } catch (StoreException e) {
        return CompletableFuture.failedFuture(e);
      }
    }
    return writers
        .computeIfAbsent(
            command.origin().tenant(),
            t ->
                new TenantWriter(
                    t, database, policies, patronKeys, settings, health, flusher, clock))
        .submit(command);
  }

  private static void tell(PinAttempts.SlowedDown who) {
    LOG.warn(
        "many wrong PINs for patrons of {} came from the {} \"{}\": for a while few more of its PINs are checked. Is somebody trying cards?",
        who.tenant(),
        who.limit() == PinAttempts.Limit.ACCOUNT ? "account" : "address",
        who.who());
  }

  /** The port for queries. */
  public Inquiries inquiries() {
    return inquiries;
  }

  /** The port for the work lists for holds. */
  public HoldLists holdLists() {
    return new PostgresHoldLists(database, policies, patronKeys, accessLog);
  }

  public TitlesToTarget titlesToTarget() {
    return new PostgresTitlesToTarget(database);
  }

  /** The port for the lists that staff use when they serve patrons. */
  public DeskLists deskLists() {
    return new PostgresDeskLists(database, patronKeys, accessLog);
  }

  /** The port for loans and items to follow up, and for what waits at a branch. */
  public WorkLists workLists() {
    return new PostgresWorkLists(database, policies, accessLog);
  }

  /** The port for the work lists for transports. */
  public TransportLists transportLists() {
    return new PostgresTransportLists(database, policies);
  }

  /** The port for the work lists for bookings and sets. */
  public BookingLists bookingLists() {
    return new PostgresBookingLists(database, sights, accessLog);
  }

  /** The port for the members of groups. */
  public GroupLists groupLists() {
    return new PostgresGroupLists(database, sights, accessLog);
  }

  /** The port for the libraries that messages about interlibrary requests are sent to. */
  public IllPartners illPartners() {
    return new PostgresIllPartners(database, keyring);
  }

  /** The port for integrators' tokens. */
  public AccountTokens accountTokens() {
    return new PostgresAccountTokens(database);
  }

  /** The port for the remembered answers to requests with a key. */
  public AnsweredRequests answeredRequests() {
    return new PostgresAnsweredRequests(database, keyring);
  }

  /** The port that erases the patrons of ended loans. */
  public LoanHistory loanHistory() {
    return new PostgresLoanHistory(database, policies);
  }

  /** The port for the log of who read patrons' accounts. */
  public AccessLog accessLog() {
    return accessLog;
  }

  /** The port that merges two patrons. */
  public PatronMerges patronMerges() {
    return new PostgresPatronMerges(database, policies, patronKeys, accessLog);
  }

  /** The port that exports and erases the data about a patron. */
  public PersonalData personalData() {
    return new PostgresPersonalData(database, patronKeys, accessLog);
  }

  /** Brings what is stored under an older pepper to the newest one. */
  public SecretRotation secretRotation() {
    return new SecretRotation(
        database,
        keyring,
        persons,
        secondFactors,
        new PostgresIllPartners(database, keyring),
        tenants());
  }

  /** The port for offline transactions. */
  public OfflineTransactions offlineTransactions() {
    return new PostgresOfflineTransactions(database, policies, accessLog);
  }

  /** The port for statistics. */
  public Statistics statistics() {
    return new PostgresStatistics(database, policies);
  }

  /** The port for the national series, which needs to know who borrowed. */
  public NationalSeries nationalSeries() {
    return new PostgresNationalSeries(database, policies, patronKeys);
  }

  /** The port for claims handed over to a debtor system. */
  public Debts debts() {
    return new PostgresDebts(database, policies, patronKeys, accessLog);
  }

  /** The port for payments made on other systems. */
  public OnlinePayments onlinePayments() {
    return new PostgresOnlinePayments(database, accessLog);
  }

  /** The port for statements of what patrons were charged and paid. */
  public Statements statements() {
    return new PostgresStatements(database, policies, patronKeys, accessLog);
  }

  /** The port that knows the machines' accounts. */
  public Accounts accounts() {
    return accounts;
  }

  /** The port that knows when machines and partners were last answered. */
  public AccountContacts accountContacts() {
    return accountContacts;
  }

  /** The port that lists the machines' accounts. */
  public MachineAccounts machineAccounts() {
    return new PostgresMachineAccounts(database);
  }

  /** The port that knows the staff. */
  public Staff staff() {
    return staff;
  }

  /** The port for the second factors of staff. */
  public SecondFactors secondFactors() {
    return secondFactors;
  }

  /** The counts of failed logins. */
  public LoginAttempts loginAttempts() {
    return loginAttempts;
  }

  /** Where PINs and passwords are hashed. */
  public HashingPool hashing() {
    return hashing;
  }

  /** The port that checks PINs. */
  public PatronAuthentication patronAuthentication() {
    return patronAuthentication;
  }

  /** The port that sets, changes, resets and unlocks PINs. */
  public PatronPins patronPins() {
    return patronPins;
  }

  /** The counts of wrong PINs by where they come from. */
  public PinAttempts pinAttempts() {
    return pinAttempts;
  }

  /** The port that knows the tenants. */
  public Tenants tenants() {
    return libraryRegister;
  }

  /** The port that keeps the organisation. */
  public LibraryRegister libraryRegister() {
    return libraryRegister;
  }

  /** The port for the changes of the configuration. */
  public ConfigurationVersions configurationVersions() {
    return new PostgresConfigurationVersions(database);
  }

  /** The port for lending policies. */
  public PolicyRegister policyRegister() {
    return new PostgresPolicyRegister(database);
  }

  /** The port for lending agreements between tenants. */
  public LendingAgreements lendingAgreements() {
    return new PostgresLendingAgreements(database);
  }

  /** The port for agreements about guests. */
  public GuestAgreements guestAgreements() {
    return guestAgreements;
  }

  /** The port for agreements about holds. */
  public HoldAgreements holdAgreements() {
    return holdAgreements;
  }

  /** The port for holds that partners are asked about. */
  public PartnerHolds partnerHolds() {
    return partnerHolds;
  }

  /** The port for guests. */
  public Guests guests() {
    return guests;
  }

  /** The port for where patrons are guests. */
  public PatronsElsewhere patronsElsewhere() {
    return patronsElsewhere;
  }

  /** Where guests are received. */
  public GuestReception guestReception() {
    return guestReception;
  }

  /** The port for other tenants' items that were handed in. */
  public ForeignItems othersItems() {
    return new PostgresForeignItems(database);
  }

  /** The port that keeps the patrons. */
  public PatronRegister patronRegister() {
    return patronRegister;
  }

  /** The port that finds the patrons who are the same person. */
  public Persons persons() {
    return persons;
  }

  /** The port that keeps the items. */
  public ItemRegister itemRegister() {
    return new PostgresItemRegister(database);
  }

  /** The port for stock counts. */
  public StockCounts stockCounts() {
    return new PostgresStockCounts(database);
  }

  /** The port that lists candidates for weeding. */
  public Weeding weeding() {
    return new PostgresWeeding(database);
  }

  /** The port that keeps subscriptions and their issues. */
  public Periodicals periodicals() {
    return new PostgresPeriodicals(database);
  }

  /** The port that looks up which things of another system exist here. */
  public CutoverInquiries cutoverInquiries() {
    return new PostgresCutoverInquiries(database);
  }

  /** The port that keeps loans which another system lent and took back. */
  public PastLoans pastLoans() {
    return new PostgresPastLoans(database);
  }

  /** The port by which single records are kept up to date. */
  public RecordUpdates recordUpdates() {
    return new PostgresRecordUpdates(database);
  }

  /** The port that keeps bibliographic records. */
  public Catalogue catalogue() {
    return new PostgresCatalogue(database);
  }

  /** The port that keeps imports. */
  public ImportBatches importBatches() {
    return new PostgresImportBatches(database);
  }

  /** The port that keeps records of imports until somebody decides about them. */
  public ImportReviews importReviews() {
    return new PostgresImportReviews(database);
  }

  /** The port that keeps tenants' item mappings. */
  public ItemMappings itemMappings() {
    return new PostgresItemMappings(database);
  }

  /** The port that keeps interlibrary requests. */
  public InterlibraryRequests interlibraryRequests() {
    return new PostgresInterlibraryRequests(database, policies, patronKeys, accessLog);
  }

  /** The port for messages between libraries about requests. */
  public InterlibraryMessages interlibraryMessages() {
    return new PostgresInterlibraryMessages(database, policies, patronKeys);
  }

  /** The port that shows staff the state of interlibrary requests. */
  public InterlibraryOverview interlibraryOverview() {
    return new PostgresInterlibraryOverview(database);
  }

  /** The port for items borrowed from other libraries. */
  public BorrowedItems borrowedItems() {
    return new PostgresBorrowedItems(database, policies, patronKeys);
  }

  /** The port that keeps notices. */
  public Notices notices() {
    return new PostgresNotices(database, accessLog);
  }

  /** The port for tenants' own notice texts. */
  public NoticeTemplates noticeTemplates() {
    return new PostgresNoticeTemplates(database);
  }

  /** The port for patrons' preferred channels for notices. */
  public NoticeContacts noticeContacts() {
    return new PostgresNoticeContacts(database);
  }

  /** The port that describes titles. */
  public Descriptions descriptions() {
    return new PostgresDescriptions(database);
  }

  /** The port that tells which records use an authority record. */
  public AuthorityUses authorityUses() {
    return new PostgresAuthorityUses(database);
  }

  /** The port for the levels of works. */
  public WorkLevels workLevels() {
    return new PostgresWorkLevels(database);
  }

  /** The port for tenants' own texts. */
  public OwnTexts ownTexts() {
    return ownTexts;
  }

  /** The port that feeds an index with changes. */
  public CatalogueFeed catalogueFeed() {
    return new PostgresCatalogueFeed(database);
  }

  /** The port for harvesters of a catalogue's changes. */
  public CatalogueHarvest catalogueHarvest() {
    return new PostgresCatalogueHarvest(database);
  }

  /** The port that signs what others are given and bring back. */
  public Signatures signatures() {
    return signatures;
  }

  /** The port that signs what nodes of the same library, which share its keys, ask each other. */
  public Signatures nodeSignatures() {
    return nodeSignatures;
  }

  /** The port that reads a snapshot of a catalogue. */
  public CatalogueCopy catalogueCopy() {
    return new PostgresCatalogueCopy(database);
  }

  /** The port through which the library's servers know of each other. */
  public Nodes nodes() {
    return nodes;
  }

  /**
   * Whether a loan can be written: probes with a write, for two seconds at most, and considers the
   * last commands.
   */
  public boolean isReady() {
    return health.isReady();
  }

  /** How many connections to the database are in use. */
  public int connectionsInUse() {
    return database.connectionsInUse();
  }

  /**
   * Makes partitions ahead of time, drops those that are no longer needed, forgets old wrong PINs,
   * logins and sessions, and brings some secrets of each tenant to the newest key. To be run at
   * least daily. Nodes take turns: two that made the same partition at once would fail.
   */
  public void maintain() {
    database.ask(connection -> {
      var today = LocalDate.now(ZoneOffset.UTC);
      new Pipeline()
          .add(Acting.SET, Acting.ALL)
          .add(MAINTENANCE_LOCK)
          .each(String.class, LOG::warn, "select maintain_partitions(?)", today)
          .add("select maintain_access_log(?)", today)
          .commit(connection);
      new Pipeline().add(MAINTENANCE_LOCK).add("select expect_whole_tenants()").commit(connection);
      return null;
    });
    database.forAll(StaffSessions.forget().add(PostgresLoginOrigins.forget()));
    var rotation = secretRotation();
    for (var tenant : tenants().all()) {
      ownPins.forgetOld(tenant.id());
      rotation.step(tenant.id());
    }
  }

  /** Writes what waits, and closes the connections. */
  @Override
  public void close() {
    writers.values().forEach(TenantWriter::close);
    flusher.close();
    if (isReady()) {
      keepContacts();
    }
    accessLog.close();
    database.close();
    hashing.close();
  }

  private void keepContacts() {
    try {
      accountContacts.write();
    } catch (StoreException e) {
      LOG.info("when accounts were last answered was not stored: {}", e.toString());
    }
  }
}
