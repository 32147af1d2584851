package io.tidings.chaos.clock;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Makes a class ask {@link Skew} for the time of day, and nothing else. */
final class Rewriting {

  private static final String SKEW = Type.getInternalName(Skew.class);
  private static final String DATE = "java/util/Date";

  private static final String INSTANT = "Ljava/time/Instant;";
  private static final String OFFSET = "Ljava/time/OffsetDateTime;";
  private static final String ZONED = "Ljava/time/ZonedDateTime;";
  private static final String CLOCK = "Ljava/time/Clock;";
  private static final String ZONE = "Ljava/time/ZoneId;";

  /** What a call is, to the name of the method that takes its place. */
  private static final Map<String, String> CALLS =
      Map.ofEntries(
          Map.entry("java/lang/System.currentTimeMillis()J", "currentTimeMillis"),
          Map.entry("java/time/Instant.now()" + INSTANT, "now"),
          Map.entry("java/time/OffsetDateTime.now()" + OFFSET, "offsetNow"),
          Map.entry("java/time/OffsetDateTime.now(" + ZONE + ")" + OFFSET, "offsetNow"),
          Map.entry("java/time/ZonedDateTime.now()" + ZONED, "zonedNow"),
          Map.entry("java/time/ZonedDateTime.now(" + ZONE + ")" + ZONED, "zonedNow"),
          Map.entry("java/time/Clock.systemUTC()" + CLOCK, "systemUTC"),
          Map.entry("java/time/Clock.systemDefaultZone()" + CLOCK, "systemDefaultZone"),
          Map.entry("java/time/Clock.system(" + ZONE + ")" + CLOCK, "system"));

  private Rewriting() {}

  /** Whether it names what would be replaced: a quick look, since few of thousands do. */
  static boolean mayChange(byte[] classFile) {
    String text = new String(classFile, StandardCharsets.ISO_8859_1);
    return text.contains("currentTimeMillis") || text.contains("java/time/") || text.contains(DATE);
  }

  static byte[] of(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new Calls(writer), 0);
    return writer.toByteArray();
  }

  private static final class Calls extends ClassVisitor {

    Calls(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new Body(super.visitMethod(access, name, descriptor, signature, exceptions));
    }
  }

  private static final class Body extends MethodVisitor {

    Body(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      String replacement = CALLS.get(owner + "." + name + descriptor);
      if (opcode == Opcodes.INVOKESTATIC && replacement != null) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, SKEW, replacement, descriptor, false);
      } else if (opcode == Opcodes.INVOKESPECIAL && isNewDate(owner, name, descriptor)) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, SKEW, "currentTimeMillis", "()J", false);
        super.visitMethodInsn(Opcodes.INVOKESPECIAL, DATE, "<init>", "(J)V", false);
      } else {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      }
    }

    private static boolean isNewDate(String owner, String name, String descriptor) {
      return owner.equals(DATE) && name.equals("<init>") && descriptor.equals("()V");
    }

    /** Method references: {@code Instant::now}. */
    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      Object[] changed = arguments.clone();
      for (int i = 0; i < changed.length; i++) {
        if (changed[i] instanceof Handle handle) {
          changed[i] = replaced(handle);
        }
      }
      super.visitInvokeDynamicInsn(name, descriptor, bootstrap, changed);
    }

    private static Handle replaced(Handle handle) {
      String replacement = CALLS.get(handle.getOwner() + "." + handle.getName() + handle.getDesc());
      return replacement == null || handle.getTag() != Opcodes.H_INVOKESTATIC
          ? handle
          : new Handle(Opcodes.H_INVOKESTATIC, SKEW, replacement, handle.getDesc(), false);
    }
  }
}
