package org.samling.operations.families;

import java.util.List;
import org.samling.operations.Family;
import org.samling.operations.accounts.AccountChanges;
import org.samling.operations.accounts.AccountOperations;
import org.samling.operations.agencies.AgencyOperations;
import org.samling.operations.bookings.BookingOperations;
import org.samling.operations.bookings.SetOperations;
import org.samling.operations.calendars.CalendarOperations;
import org.samling.operations.debt.DebtOperations;
import org.samling.operations.fees.FeeOperations;
import org.samling.operations.holds.HoldOperations;
import org.samling.operations.ill.IllItemOperations;
import org.samling.operations.ill.IllOperations;
import org.samling.operations.imports.ImportOperations;
import org.samling.operations.items.ItemOperations;
import org.samling.operations.items.TitleOperations;
import org.samling.operations.loans.LoanOperations;
import org.samling.operations.notices.NoticeOperations;
import org.samling.operations.offline.OfflineOperations;
import org.samling.operations.patrons.PatronOperations;
import org.samling.operations.policies.CaseOperations;
import org.samling.operations.policies.PolicyOperations;
import org.samling.operations.privacy.PrivacyOperations;
import org.samling.operations.settings.SettingOperations;
import org.samling.operations.statistics.StatisticsOperations;
import org.samling.operations.stock.StockOperations;
import org.samling.operations.stops.StopOperations;
import org.samling.operations.versions.VersionOperations;

/** All that staff and programs can ask for. */
public final class Families {

  /** The families, by name. */
  public static final List<Family<?>> ALL =
      List.of(
          AccountOperations.FAMILY,
          AccountChanges.FAMILY,
          AgencyOperations.FAMILY,
          BookingOperations.FAMILY,
          CalendarOperations.FAMILY,
          FeeOperations.FAMILY,
          HoldOperations.FAMILY,
          IllOperations.FAMILY,
          IllItemOperations.FAMILY,
          ImportOperations.FAMILY,
          ItemOperations.FAMILY,
          LoanOperations.FAMILY,
          NoticeOperations.FAMILY,
          OfflineOperations.FAMILY,
          PatronOperations.FAMILY,
          DebtOperations.FAMILY,
          PolicyOperations.FAMILY,
          CaseOperations.FAMILY,
          PrivacyOperations.FAMILY,
          SetOperations.FAMILY,
          SettingOperations.FAMILY,
          StatisticsOperations.FAMILY,
          StockOperations.FAMILY,
          StopOperations.FAMILY,
          TitleOperations.FAMILY,
          VersionOperations.FAMILY);

  private Families() {}
}
