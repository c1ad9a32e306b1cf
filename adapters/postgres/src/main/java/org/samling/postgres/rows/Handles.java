package org.samling.postgres.rows;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The constructors and accessors of records, including records that are private to their class. */
final class Handles {

  private Handles() {}

  /** The canonical constructor of a record, as a function of an array. */
  static MethodHandle constructor(Class<?> type) {
    var types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> canonical = type.getDeclaredConstructor(types);
      return lookup(type)
          .unreflectConstructor(canonical)
          .asSpreader(Object[].class, types.length)
          .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new RowException(type.getName() + " can't be made here", e);
    }
  }

  /** The accessor of a component, as a function of the record. */
  static MethodHandle accessor(RecordComponent component) {
    var type = component.getDeclaringRecord();
    try {
      return lookup(type)
          .unreflect(component.getAccessor())
          .asType(MethodType.methodType(Object.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new RowException(type.getName() + " can't be read here", e);
    }
  }

  /** Public records may be in a module that opens no package. */
  private static MethodHandles.Lookup lookup(Class<?> type) throws IllegalAccessException {
    for (var each = type; each != null; each = each.getDeclaringClass()) {
      if (!Modifier.isPublic(each.getModifiers())) {
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      }
    }
    return MethodHandles.publicLookup();
  }

  /** Makes a record; throws what its constructor throws. */
  static Object construct(MethodHandle constructor, @Nullable Object[] arguments) {
    try {
      return (Object) constructor.invokeExact(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new RowException("a record could not be created", e);
    }
  }

  /** Reads a component. */
  static @Nullable Object get(MethodHandle accessor, Object of) {
    try {
      return (@Nullable Object) accessor.invokeExact(of);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new RowException("a record could not be read", e);
    }
  }
}
