/** Schools' files of classes, pupils and teachers, and the new school year that they make. */
@NullMarked
package org.samling.exchange.school;

import org.jspecify.annotations.NullMarked;
