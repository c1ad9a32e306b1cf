package org.samling.ncip.data;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The data of a patron that are returned on request, by UserElementType (NCIP 2.02). */
public record UserOptionalFields(
    @Nullable PersonalNameInformation nameInformation,
    List<UserAddressInformation> userAddressInformation,
    @Nullable LocalDate dateOfBirth,
    List<SchemeValue> userLanguages,
    List<UserPrivilege> userPrivileges,
    List<BlockOrTrap> blocksOrTraps,
    List<UserId> userIds) {
  public UserOptionalFields {
    userAddressInformation = List.copyOf(userAddressInformation);
    userLanguages = List.copyOf(userLanguages);
    userPrivileges = List.copyOf(userPrivileges);
    blocksOrTraps = List.copyOf(blocksOrTraps);
    userIds = List.copyOf(userIds);
  }

  /** A person's name, in parts with at least a surname, or as one text, or both. */
  public record PersonalNameInformation(
      @Nullable String givenName,
      @Nullable String surname,
      @Nullable String unstructuredPersonalUserName) {
    private PersonalNameInformation(@Nullable String surname, @Nullable String text) {
      this(null, surname, text);
    }

    public PersonalNameInformation {
      if (surname == null && (givenName != null || unstructuredPersonalUserName == null)) {
        throw new IllegalArgumentException("a name needs a surname, or one text");
      }
    }

    /** A name as one text. */
    public static PersonalNameInformation unstructured(String name) {
      return new PersonalNameInformation(null, name);
    }
  }

  /**
   * An address at which a patron can be reached.
   *
   * @param userAddressRoleType the role of the address, such as {@code Home}
   */
  public record UserAddressInformation(
      SchemeValue userAddressRoleType,
      @Nullable Instant validFromDate,
      @Nullable Instant validToDate,
      Address address) {

    /** An address that is valid from a day on, or null for any day. */
    public UserAddressInformation(
        SchemeValue userAddressRoleType, @Nullable Instant validFromDate, Address address) {
      this(userAddressRoleType, validFromDate, null, address);
    }
  }

  /** A postal address or any other. */
  public sealed interface Address {}

  /**
   * A postal address in lines.
   *
   * @param unstructuredAddressData the lines, separated by newlines
   * @param physicalAddressType such as {@code Postal Address}
   */
  public record PhysicalAddress(String unstructuredAddressData, SchemeValue physicalAddressType)
      implements Address {}

  /**
   * A telephone number, an e-mail address or the like.
   *
   * @param electronicAddressType the scheme of a URI, such as {@code tel} or {@code mailto}
   * @param electronicAddressData the number or address
   */
  public record ElectronicAddress(SchemeValue electronicAddressType, String electronicAddressData)
      implements Address {}

  /**
   * A patron's privilege, or the group that they belong to.
   *
   * @param agencyUserPrivilegeType the privilege, in the agency's own words
   * @param userPrivilegeStatusType the status of the privilege
   */
  public record UserPrivilege(
      SchemeValue agencyId,
      SchemeValue agencyUserPrivilegeType,
      @Nullable Instant validFromDate,
      @Nullable Instant validToDate,
      @Nullable SchemeValue userPrivilegeStatusType,
      @Nullable String userPrivilegeDescription) {

    /** A privilege that is valid until a time, or null for ever, and not described. */
    public UserPrivilege(
        SchemeValue agencyId,
        SchemeValue agencyUserPrivilegeType,
        @Nullable Instant validToDate,
        @Nullable SchemeValue userPrivilegeStatusType) {
      this(agencyId, agencyUserPrivilegeType, null, validToDate, userPrivilegeStatusType, null);
    }
  }

  /**
   * The reason why a patron may not do something.
   *
   * @param blockOrTrapType the reason, in the agency's own words
   */
  public record BlockOrTrap(
      SchemeValue agencyId,
      SchemeValue blockOrTrapType,
      @Nullable Instant validFromDate,
      @Nullable Instant validToDate) {

    /** A reason that lasts, from a time or null. */
    public BlockOrTrap(
        SchemeValue agencyId, SchemeValue blockOrTrapType, @Nullable Instant validFromDate) {
      this(agencyId, blockOrTrapType, validFromDate, null);
    }
  }
}
