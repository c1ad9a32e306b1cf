package org.samling.ncip;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.ncip.NcipResponse.LookupItemResponse.ItemTransaction;
import org.samling.ncip.NcipResponse.LookupUserResponse.LoanedItemsCount;
import org.samling.ncip.NcipResponse.LookupUserResponse.RequestedItemsCount;
import org.samling.ncip.data.Amount;
import org.samling.ncip.data.AuthenticationInput;
import org.samling.ncip.data.BibliographicDescription;
import org.samling.ncip.data.BibliographicId;
import org.samling.ncip.data.FiscalTransactionInformation;
import org.samling.ncip.data.FiscalTransactionInformation.FiscalTransactionReferenceId;
import org.samling.ncip.data.ItemId;
import org.samling.ncip.data.ItemOptionalFields;
import org.samling.ncip.data.LoanedItem;
import org.samling.ncip.data.MandatedAction;
import org.samling.ncip.data.NcipElement;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.Problem;
import org.samling.ncip.data.RequestId;
import org.samling.ncip.data.RequestedItem;
import org.samling.ncip.data.RoutingInformation;
import org.samling.ncip.data.SchemeValue;
import org.samling.ncip.data.ShippingInformation;
import org.samling.ncip.data.UserFiscalAccount;
import org.samling.ncip.data.UserId;
import org.samling.ncip.data.UserOptionalFields;
import org.samling.ncip.data.UserOptionalFields.PersonalNameInformation;
import org.samling.ncip.data.UserOptionalFields.UserAddressInformation;

/**
 * Reads and writes elements by the records that represent them. Each component is a child of the
 * element: its name is the child's, in the plural for a list; its type determines the child's
 * content; and a component that is neither nullable nor a list is required. The components of an
 * {@link ElementGroup} are children of the same element. Types with another form have their own
 * reader or writer among the {@link #PARTS}.
 */
final class RecordElements {

  /** The record of each supported service, by the service's name. */
  private static final Map<String, Layout> REQUESTS = new HashMap<>();

  private static final Map<Class<?>, Part> PARTS = new HashMap<>();
  private static final ClassValue<Layout> LAYOUTS =
      new ClassValue<>() {
        @Override
        protected Layout computeValue(Class<?> type) {
          return new Layout(type);
        }
      };

  static {
    part(String.class, null, (name, text) -> new ElementBuilder(name).leaf(text));
    part(UserId.class, ComponentReader::userId, named(ComponentWriter::userId));
    part(ItemId.class, ComponentReader::itemId, named(ComponentWriter::itemId));
    part(RequestId.class, ComponentReader::requestId, named(ComponentWriter::requestId));
    part(
        BibliographicId.class,
        ComponentReader::bibliographicId,
        named(ComponentWriter::bibliographicId));
    part(
        AuthenticationInput.class,
        ComponentReader::authenticationInput,
        named(ComponentWriter::authenticationInput));
    part(
        MandatedAction.class,
        ComponentReader::mandatedAction,
        named(ComponentWriter::mandatedAction));
    part(Amount.class, ComponentReader::amount, ComponentWriter::amount);
    part(
        BibliographicDescription.class,
        ComponentReader::bibliographicDescription,
        named(ComponentWriter::bibliographicDescription));
    part(
        ItemOptionalFields.class,
        ComponentReader::itemOptionalFields,
        named(ComponentWriter::itemOptionalFields));
    part(
        PersonalNameInformation.class,
        UserReader::nameInformation,
        named(UserWriter::nameInformation));
    part(
        UserAddressInformation.class,
        UserReader::userAddressInformation,
        named(UserWriter::userAddressInformation));
    part(
        ShippingInformation.class,
        UserReader::shippingInformation,
        named(UserWriter::shippingInformation));
    part(UserOptionalFields.class, null, named(UserWriter::userOptionalFields));
    part(UserFiscalAccount.class, null, named(UserWriter::userFiscalAccount));
    part(LoanedItemsCount.class, null, named(UserWriter::loanedItemsCount));
    part(LoanedItem.class, null, named(UserWriter::loanedItem));
    part(RequestedItemsCount.class, null, named(UserWriter::requestedItemsCount));
    part(RequestedItem.class, null, named(UserWriter::requestedItem));
    part(ItemTransaction.class, null, named(ComponentWriter::itemTransaction));
    part(RoutingInformation.class, null, named(ComponentWriter::routingInformation));
    part(
        FiscalTransactionInformation.class,
        null,
        named(ComponentWriter::fiscalTransactionInformation));
    part(
        FiscalTransactionReferenceId.class,
        null,
        named(ComponentWriter::fiscalTransactionReferenceId));
    part(Problem.class, null, named(ComponentWriter::problem));
    Stream.of(NcipRequest.Service.class, NcipNotification.class)
        .flatMap(requests -> Arrays.stream(requests.getPermittedSubclasses()))
        .forEach(type -> REQUESTS.put(type.getSimpleName(), LAYOUTS.get(type)));
  }

  private RecordElements() {}

  /** Whether requests of a service are supported. */
  static boolean isSupported(NcipService service) {
    return REQUESTS.containsKey(service.element());
  }

  /**
   * A request.
   *
   * @param in its element
   * @param demands lists of children, of which one of each list is required
   * @throws NcipFormatException if something is missing or invalid
   * @throws IllegalArgumentException if the service is not supported
   */
  static NcipRequest request(NcipService service, ElementReader in, List<List<String>> demands) {
    var layout = REQUESTS.get(service.element());
    if (layout == null) {
      throw new IllegalArgumentException(service + " is not supported");
    }
    return (NcipRequest) layout.read(in, demands);
  }

  /** Adds the children that a record represents. */
  static ElementBuilder write(ElementBuilder element, String name, Record record) {
    LAYOUTS.get(record.getClass()).write(element, record);
    if (ContentModels.requiresDueDate(name)) {
      element.flagWithout("DateDue", "IndeterminateLoanPeriodFlag");
    }
    return element;
  }

  /**
   * The reader and writer of a type that is not simply a record of components.
   *
   * @param reader null if the type is never read
   */
  private record Part(
      @Nullable Function<ElementReader, @Nullable Object> reader,
      BiFunction<String, Object, NcipElement> writer) {}

  @SuppressWarnings("unchecked") // stored under the requested type
  private static <T> void part(
      Class<T> type,
      @Nullable Function<ElementReader, @Nullable T> reader,
      BiFunction<String, T, NcipElement> writer) {
    PARTS.put(
        type,
        new Part(
            (Function<ElementReader, @Nullable Object>) (Function<?, ?>) reader,
            (BiFunction<String, Object, NcipElement>) (BiFunction<?, ?, ?>) writer));
  }

  /** A writer of elements with one name. */
  private static <T> BiFunction<String, T, NcipElement> named(Function<T, NcipElement> writer) {
    return (_, part) -> writer.apply(part);
  }

  /** The elements of one type of record. */
  private static final class Layout {
    private final List<Child> children;
    private final Constructor<?> constructor;

    Layout(Class<?> type) {
      var components = type.getRecordComponents();
      if (components == null) {
        throw new IllegalStateException(
            type + " is not a record, and has no reader or writer of its own");
      }
      children = Arrays.stream(components).map(Child::of).toList();
      try {
        constructor =
            type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException("a record must have its canonical constructor", e);
      }
    }

    Object read(ElementReader in, List<List<String>> demands) {
      var values = new @Nullable Object[children.size()];
      for (var i = 0; i < values.length; i++) {
        values[i] = children.get(i).read(in);
      }
      demands.stream()
          .filter(names -> isMissing(names, values))
          .findFirst()
          .ifPresent(names -> {
            throw in.missingOne(names);
          });
      for (var i = 0; i < values.length; i++) {
        if (values[i] == null && children.get(i).isNeeded()) {
          throw in.missingOne(List.of(children.get(i).name()));
        }
      }
      try {
        return constructor.newInstance(values);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a record of nullable components takes any values", e);
      }
    }

    private boolean isMissing(List<String> names, @Nullable Object[] values) {
      for (var i = 0; i < values.length; i++) {
        if (names.contains(children.get(i).name())
            && values[i] != null
            && !(values[i] instanceof List<?> list && list.isEmpty())) {
          return false;
        }
      }
      return true;
    }

    void write(ElementBuilder element, Record record) {
      children.forEach(child -> child.write(element, record));
    }
  }

  /**
   * A component, as the child of an element.
   *
   * @param name the child's name
   * @param type the type of its content; for a list, of each of its elements
   * @param isNeeded whether it is required
   */
  private record Child(
      String name, Class<?> type, boolean isList, boolean isNeeded, Method accessor) {

    static Child of(RecordComponent component) {
      var isList = component.getType() == List.class;
      var type =
          isList
              ? (Class<?>)
                  ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
              : component.getType();
      var name = component.getName();
      var singular = isList && name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
      return new Child(
          Character.toUpperCase(singular.charAt(0)) + singular.substring(1),
          type,
          isList,
          !isList
              && !type.isPrimitive()
              && !component.getAnnotatedType().isAnnotationPresent(Nullable.class),
          component.getAccessor());
    }

    @Nullable Object read(ElementReader in) {
      if (isList) {
        return type == SchemeValue.class
            ? in.values(name)
            : type == String.class ? in.texts(name) : in.parts(name, this::part);
      }
      if (ElementGroup.class.isAssignableFrom(type)) {
        return LAYOUTS.get(type).read(in, List.of());
      }
      if (type == boolean.class) {
        return in.has(name);
      }
      if (type == String.class) {
        return in.text(name);
      }
      if (type == SchemeValue.class) {
        return in.value(name);
      }
      if (type == Instant.class) {
        return in.time(name);
      }
      if (type == Integer.class) {
        return in.number(name, 0);
      }
      return in.part(name, this::part);
    }

    private @Nullable Object part(ElementReader in) {
      var part = PARTS.get(type);
      if (part == null) {
        return LAYOUTS.get(type).read(in, List.of());
      }
      if (part.reader() == null) {
        throw new IllegalStateException(type + " can be written, not read");
      }
      return part.reader().apply(in);
    }

    void write(ElementBuilder element, Record record) {
      Object value;
      try {
        value = accessor.invoke(record);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a record's accessor gives its component", e);
      }
      if (value instanceof List<?> list) {
        list.forEach(one -> add(element, one));
      } else if (value != null) {
        add(element, value);
      }
    }

    private void add(ElementBuilder element, Object value) {
      switch (value) {
        case Boolean flag -> element.flag(name, flag);
        case SchemeValue scheme -> element.value(name, scheme);
        case Instant time -> element.time(name, time);
        case Number number -> element.number(name, number);
        case ElementGroup group -> LAYOUTS.get(type).write(element, (Record) group);
        default -> {
          var part = PARTS.get(type);
          element.add(
              part == null
                  ? RecordElements.write(new ElementBuilder(name), name, (Record) value).build()
                  : part.writer().apply(name, value));
        }
      }
    }
  }
}
