package org.samling.operations.families;

import java.util.List;
import org.samling.operations.Family;
import org.samling.operations.accounts.AccountChanges;
import org.samling.operations.accounts.AccountOperations;
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

/** All that staff and programs can ask for. */
public final class Families {

  /** The families, by name. */
  public static final List<Family<?>> ALL =
      List.of(
          AccountOperations.FAMILY,
          AccountChanges.FAMILY,
          Sip2Operations.FAMILY,
          Sip2ImportOperations.FAMILY,
          AdmissionOperations.FAMILY,
          AgencyOperations.FAMILY,
          AgreementOperations.FAMILY,
          AuthorityOperations.FAMILY,
          BookingOperations.FAMILY,
          BranchOperations.FAMILY,
          CalendarOperations.FAMILY,
          CatalogueOperations.FAMILY,
          ClaimOperations.FAMILY,
          ClassOperations.FAMILY,
          FeeOperations.FAMILY,
          MoneyBackOperations.FAMILY,
          FloatingGroupOperations.FAMILY,
          GuestAgreementOperations.FAMILY,
          GuestOperations.FAMILY,
          HoldAgreementOperations.FAMILY,
          HoldOperations.FAMILY,
          ExplanationOperations.HOLDS,
          IllOperations.FAMILY,
          IllTitleOperations.FAMILY,
          IllItemOperations.FAMILY,
          IllPartnerOperations.FAMILY,
          ImportOperations.FAMILY,
          ReviewOperations.FAMILY,
          ItemMappingOperations.FAMILY,
          ItemOperations.FAMILY,
          WorkListOperations.ITEMS,
          CategoryOperations.OF_ITEMS,
          KioskTextOperations.FAMILY,
          LoanOperations.FAMILY,
          WorkListOperations.LOANS,
          ExplanationOperations.FAMILY,
          TemplateOperations.FAMILY,
          NoticeOperations.FAMILY,
          WishOperations.FAMILY,
          BounceOperations.FAMILY,
          OfflineOperations.FAMILY,
          CategoryOperations.OF_PATRONS,
          PatronOperations.FAMILY,
          PatronEditOperations.FAMILY,
          CardOperations.FAMILY,
          MergeOperations.FAMILY,
          PinOperations.FAMILY,
          PaymentOperations.FAMILY,
          PeriodicalOperations.FAMILY,
          PolicyOperations.FAMILY,
          CaseOperations.FAMILY,
          PrivacyOperations.FAMILY,
          PrivacyChanges.FAMILY,
          SetOperations.FAMILY,
          SettingOperations.FAMILY,
          SortRuleOperations.FAMILY,
          StaffOperations.FAMILY,
          StatementOperations.FAMILY,
          StatisticsOperations.FAMILY,
          SeriesOperations.FAMILY,
          CollectionOperations.FAMILY,
          StockOperations.FAMILY,
          StopOperations.FAMILY,
          TenantOperations.FAMILY,
          TitleOperations.FAMILY,
          WorkListOperations.TODAY,
          TokenOperations.FAMILY,
          TransitOperations.FAMILY,
          VersionOperations.FAMILY);

  private Families() {}
}
