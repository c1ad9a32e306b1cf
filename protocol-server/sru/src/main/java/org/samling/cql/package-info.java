/**
 * The Contextual Query Language, versions 1.1, 1.2 and 2.0, parsed into a tree of records and
 * written back. It knows the language and nothing about indexes: it must not import the core,
 * Camel, or any other module.
 */
@NullMarked
package org.samling.cql;

import org.jspecify.annotations.NullMarked;
