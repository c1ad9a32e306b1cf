package org.samling.server;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.samling.core.circulation.Commands;
import org.samling.core.ill.BorrowingDesk;
import org.samling.core.ill.PartnerAddresses;
import org.samling.core.ill.PartnerProbe;
import org.samling.exchange.imports.UploadedImports;
import org.samling.library.Library;
import org.samling.marc.MarcRecordMaker;
import org.samling.marc.MarcRecordReader;
import org.samling.marc.MarcRecordRenderer;
import org.samling.operations.Family.Served;
import org.samling.operations.accounts.AccountChanges;
import org.samling.operations.accounts.AccountOperations;
import org.samling.operations.accounts.AccountRights;
import org.samling.operations.accounts.Sip2ImportOperations;
import org.samling.operations.accounts.Sip2Operations;
import org.samling.operations.admission.AdmissionOperations;
import org.samling.operations.agencies.AgencyOperations;
import org.samling.operations.agencies.BranchOperations;
import org.samling.operations.agencies.CategoryOperations;
import org.samling.operations.agencies.TenantOperations;
import org.samling.operations.bookings.BookingOperations;
import org.samling.operations.bookings.SetOperations;
import org.samling.operations.calendars.CalendarOperations;
import org.samling.operations.catalogue.AuthorityOperations;
import org.samling.operations.catalogue.CatalogueOperations;
import org.samling.operations.classes.ClassOperations;
import org.samling.operations.debt.ClaimOperations;
import org.samling.operations.debt.PaymentOperations;
import org.samling.operations.debt.StatementOperations;
import org.samling.operations.fees.FeeOperations;
import org.samling.operations.fees.MoneyBackOperations;
import org.samling.operations.guests.GuestAgreementOperations;
import org.samling.operations.guests.GuestOperations;
import org.samling.operations.holds.HoldOperations;
import org.samling.operations.ill.IllItemOperations;
import org.samling.operations.ill.IllOperations;
import org.samling.operations.ill.IllPartnerOperations;
import org.samling.operations.ill.IllTitleOperations;
import org.samling.operations.imports.ImportOperations;
import org.samling.operations.imports.ItemMappingOperations;
import org.samling.operations.imports.ReviewOperations;
import org.samling.operations.items.ItemOperations;
import org.samling.operations.items.TitleOperations;
import org.samling.operations.loans.ExplanationOperations;
import org.samling.operations.loans.LoanOperations;
import org.samling.operations.notices.BounceOperations;
import org.samling.operations.notices.NoticeOperations;
import org.samling.operations.notices.TemplateOperations;
import org.samling.operations.notices.WishOperations;
import org.samling.operations.offline.OfflineOperations;
import org.samling.operations.partners.HoldAgreementOperations;
import org.samling.operations.patrons.CardOperations;
import org.samling.operations.patrons.MergeOperations;
import org.samling.operations.patrons.PatronEditOperations;
import org.samling.operations.patrons.PatronOperations;
import org.samling.operations.patrons.PinOperations;
import org.samling.operations.periodicals.PeriodicalOperations;
import org.samling.operations.policies.CaseOperations;
import org.samling.operations.policies.PolicyOperations;
import org.samling.operations.privacy.PrivacyChanges;
import org.samling.operations.privacy.PrivacyOperations;
import org.samling.operations.settings.SettingOperations;
import org.samling.operations.staff.StaffOperations;
import org.samling.operations.statistics.SeriesOperations;
import org.samling.operations.statistics.StatisticsOperations;
import org.samling.operations.stock.CollectionOperations;
import org.samling.operations.stock.StockOperations;
import org.samling.operations.stops.StopOperations;
import org.samling.operations.texts.KioskTextOperations;
import org.samling.operations.tokens.TokenOperations;
import org.samling.operations.transits.TransitOperations;
import org.samling.operations.transport.AgreementOperations;
import org.samling.operations.transport.FloatingGroupOperations;
import org.samling.operations.transport.SortRuleOperations;
import org.samling.operations.versions.VersionOperations;
import org.samling.operations.worklists.WorkListOperations;
import org.samling.postgres.PostgresStore;
import org.samling.routes.debt.OnlinePaymentFlow;
import org.samling.routes.imports.MergedRecordWriter;
import org.samling.routes.notices.NoticeChannels;
import org.samling.search.LuceneCatalogue;
import org.samling.server.console.ShippedProfiles;
import org.samling.server.ill.InterlibraryAsking;

/** Who answers the operations that are declared, for REST and for the console. */
final class OfferedOperations {

  private final PostgresStore store;
  private final LuceneCatalogue index;
  private final UploadedImports uploads;
  private final NoticeChannels channels;
  private final Partners partners;
  private final InterlibraryAsking asking;
  private final Commands commands;

  /**
   * How partners are reached.
   *
   * @param addresses say which addresses may be called
   * @param probe asks one whether it answers
   */
  record Partners(PartnerAddresses addresses, PartnerProbe probe) {}

  /**
   * Operations on a library.
   *
   * @param uploads takes files to import
   * @param channels send trial notices
   * @param partners the libraries that messages about loans go to
   * @param asking asks other libraries for loans
   * @param answerWithin how long a command may take
   */
  OfferedOperations(
      Library library,
      LuceneCatalogue index,
      UploadedImports uploads,
      NoticeChannels channels,
      Partners partners,
      InterlibraryAsking asking,
      Duration answerWithin) {
    this.store = library.store();
    this.index = index;
    this.uploads = uploads;
    this.channels = channels;
    this.partners = partners;
    this.asking = asking;
    this.commands = new Commands(store, answerWithin);
  }

  /** All families. */
  List<Served<?>> all() {
    return Stream.of(circulation(), collection(), patrons(), policy(), machines())
        .flatMap(List::stream)
        .toList();
  }

  private List<Served<?>> circulation() {
    var inquiries = store.inquiries();
    var workLists =
        new WorkListOperations(store.workLists(), store.offlineTransactions(), inquiries);
    return List.of(
        LoanOperations.FAMILY.by(new LoanOperations(inquiries, store)),
        WorkListOperations.LOANS.by(workLists),
        WorkListOperations.ITEMS.by(workLists),
        WorkListOperations.TODAY.by(workLists),
        ExplanationOperations.FAMILY.by(new ExplanationOperations(inquiries)),
        ExplanationOperations.HOLDS.by(new ExplanationOperations(inquiries)),
        HoldOperations.FAMILY.by(new HoldOperations(store.holdLists(), inquiries, store)),
        TransitOperations.FAMILY.by(
            new TransitOperations(store.transportLists(), inquiries, store)),
        SetOperations.FAMILY.by(new SetOperations(store.bookingLists(), inquiries, store)),
        ClassOperations.FAMILY.by(
            new ClassOperations(store.groupLists(), store.patronRegister(), inquiries, store)),
        BookingOperations.FAMILY.by(new BookingOperations(store.bookingLists(), inquiries, store)),
        OfflineOperations.FAMILY.by(new OfflineOperations(store.offlineTransactions(), inquiries)),
        IllOperations.FAMILY.by(
            new IllOperations(
                store.interlibraryRequests(),
                store.interlibraryMessages(),
                store.interlibraryOverview(),
                asking.own(),
                asking.libraries())),
        IllTitleOperations.FAMILY.by(
            new IllTitleOperations(
                store.interlibraryRequests(),
                store.interlibraryMessages(),
                asking.own(),
                asking.libraries())),
        IllPartnerOperations.FAMILY.by(
            new IllPartnerOperations(store.illPartners(), partners.addresses(), partners.probe())),
        IllItemOperations.FAMILY.by(
            new IllItemOperations(
                store.interlibraryRequests(),
                new BorrowingDesk(new MarcRecordMaker(), store.borrowedItems()))));
  }

  private List<Served<?>> collection() {
    var inquiries = store.inquiries();
    return List.of(
        ImportOperations.FAMILY.by(
            new ImportOperations(store.importBatches(), store.itemMappings(), uploads)),
        ReviewOperations.FAMILY.by(new ReviewOperations(store.importBatches(), uploads.reviews())),
        ItemMappingOperations.FAMILY.by(new ItemMappingOperations(store.itemMappings())),
        AgencyOperations.FAMILY.by(new AgencyOperations(inquiries, store.libraryRegister())),
        BranchOperations.FAMILY.by(new BranchOperations(inquiries, store.libraryRegister())),
        CategoryOperations.OF_ITEMS.by(new CategoryOperations(inquiries, store.libraryRegister())),
        CategoryOperations.OF_PATRONS.by(
            new CategoryOperations(inquiries, store.libraryRegister())),
        TenantOperations.FAMILY.by(new TenantOperations(store.tenants(), store.libraryRegister())),
        ItemOperations.FAMILY.by(new ItemOperations(inquiries, store)),
        CatalogueOperations.FAMILY.by(
            new CatalogueOperations(
                index, index, store.tenants(), store.descriptions(), inquiries)),
        AuthorityOperations.FAMILY.by(
            new AuthorityOperations(
                store.catalogueHarvest(),
                store.authorityUses(),
                store.importBatches(),
                new MergedRecordWriter(new MarcRecordReader(), new MarcRecordRenderer()),
                store.tenants())),
        TitleOperations.FAMILY.by(
            new TitleOperations(inquiries, store.descriptions(), index, store.deskLists())),
        CollectionOperations.FAMILY.by(
            new CollectionOperations(store.itemRegister(), store.weeding(), inquiries, store)),
        StockOperations.FAMILY.by(new StockOperations(store.stockCounts(), inquiries, store)),
        PeriodicalOperations.FAMILY.by(
            new PeriodicalOperations(store.periodicals(), inquiries, store)),
        StatisticsOperations.FAMILY.by(new StatisticsOperations(store.statistics(), inquiries)),
        SeriesOperations.FAMILY.by(
            new SeriesOperations(store.nationalSeries(), store.statistics())));
  }

  private List<Served<?>> patrons() {
    var inquiries = store.inquiries();
    return List.of(
        PatronOperations.FAMILY.by(
            new PatronOperations(
                inquiries,
                store.deskLists(),
                store.patronAuthentication(),
                store.patronRegister(),
                store)),
        PatronEditOperations.FAMILY.by(
            new PatronEditOperations(inquiries, store.deskLists(), store.patronRegister(), store)),
        CardOperations.FAMILY.by(new CardOperations(inquiries, store)),
        GuestOperations.FAMILY.by(
            new GuestOperations(store.guests(), store.patronsElsewhere(), store.guestReception())),
        MergeOperations.FAMILY.by(new MergeOperations(store.patronMerges(), store)),
        PinOperations.FAMILY.by(new PinOperations(store.patronPins())),
        AdmissionOperations.FAMILY.by(new AdmissionOperations(inquiries, store)),
        PrivacyOperations.FAMILY.by(
            new PrivacyOperations(store.personalData(), store.accessLog(), inquiries)),
        PrivacyChanges.FAMILY.by(new PrivacyChanges(store.personalData(), inquiries, store)),
        FeeOperations.FAMILY.by(new FeeOperations(store)),
        MoneyBackOperations.FAMILY.by(new MoneyBackOperations(store.statements(), store)),
        StatementOperations.FAMILY.by(new StatementOperations(store.statements(), inquiries)),
        ClaimOperations.FAMILY.by(new ClaimOperations(store.debts(), inquiries, commands)),
        PaymentOperations.FAMILY.by(
            new PaymentOperations(
                store.onlinePayments(),
                new OnlinePaymentFlow(store.onlinePayments(), inquiries, commands))),
        NoticeOperations.FAMILY.by(
            new NoticeOperations(store.notices(), inquiries, store.noticeTemplates(), channels)),
        BounceOperations.FAMILY.by(new BounceOperations(store.noticeContacts())),
        WishOperations.FAMILY.by(new WishOperations(store.noticeContacts(), inquiries, store)));
  }

  private List<Served<?>> policy() {
    var inquiries = store.inquiries();
    var register = store.policyRegister();
    return List.of(
        SettingOperations.FAMILY.by(new SettingOperations(inquiries, register)),
        PolicyOperations.FAMILY.by(new PolicyOperations(inquiries, register)),
        CaseOperations.FAMILY.by(new CaseOperations(inquiries, register)),
        StopOperations.FAMILY.by(new StopOperations(inquiries, register)),
        CalendarOperations.FAMILY.by(new CalendarOperations(inquiries, store.libraryRegister())),
        SortRuleOperations.FAMILY.by(new SortRuleOperations(inquiries, register)),
        FloatingGroupOperations.FAMILY.by(new FloatingGroupOperations(inquiries, register)),
        AgreementOperations.FAMILY.by(
            new AgreementOperations(store.tenants(), store.lendingAgreements())),
        GuestAgreementOperations.FAMILY.by(
            new GuestAgreementOperations(
                store.tenants(), store.guestAgreements(), store.guestReception(), inquiries)),
        HoldAgreementOperations.FAMILY.by(
            new HoldAgreementOperations(
                store.tenants(), store.holdAgreements(), store.patronRegister(), inquiries)),
        TemplateOperations.FAMILY.by(new TemplateOperations(store.noticeTemplates(), inquiries)),
        KioskTextOperations.FAMILY.by(new KioskTextOperations(store.ownTexts())),
        VersionOperations.FAMILY.by(
            new VersionOperations(store.configurationVersions(), rights())));
  }

  private List<Served<?>> machines() {
    var register = store.libraryRegister();
    var inquiries = store.inquiries();
    return List.of(
        AccountOperations.FAMILY.by(new AccountOperations(register, inquiries, rights())),
        AccountChanges.FAMILY.by(new AccountChanges(register, rights())),
        Sip2Operations.FAMILY.by(
            new Sip2Operations(
                register, store.machineAccounts(), rights(), new ShippedProfiles(inquiries))),
        Sip2ImportOperations.FAMILY.by(
            new Sip2ImportOperations(
                register,
                store.machineAccounts(),
                inquiries,
                rights(),
                new ShippedProfiles(inquiries))),
        TokenOperations.FAMILY.by(new TokenOperations(store.accountTokens(), rights())),
        StaffOperations.FAMILY.by(
            new StaffOperations(store.staff(), store.secondFactors(), inquiries)));
  }

  private AccountRights rights() {
    return new AccountRights(store.machineAccounts(), new ShippedProfiles(store.inquiries()));
  }
}
