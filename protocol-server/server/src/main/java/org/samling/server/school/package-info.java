/** Schools' files of classes, pupils and teachers, and the new school year that they make. */
@NullMarked
package org.samling.server.school;

import org.jspecify.annotations.NullMarked;
