/**
 * The Contextual Query Language, versions 1.1, 1.2 and 2.0, to a tree of records and back. It knows
 * the language and nothing of any index: it must not import the core, Camel, or any other module.
 */
@NullMarked
package org.samling.cql;

import org.jspecify.annotations.NullMarked;
