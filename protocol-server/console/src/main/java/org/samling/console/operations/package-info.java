/** All declared operations as forms, made from their declarations. */
@NullMarked
package org.samling.console.operations;

import org.jspecify.annotations.NullMarked;
