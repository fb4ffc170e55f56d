import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  type DefaultSharedCoreModuleContext,
  EmptyFileSystem,
  inject,
} from 'langium';
import { IpcGeneratedModule, IpcGeneratedSharedModule } from './generated/module.ts';
import type { IpcServices } from './module.ts';
import { registerValidation } from './validation/register.ts';
import { IpcModule, IpcSharedModule } from './wiring.ts';

/**
 * The scenario language without an editor: parser, scopes, linking, validation.
 * @param context the file system that imports are read from; by default none, then hosts hand in every text.
 */
export function createIpcServices(context: DefaultSharedCoreModuleContext = EmptyFileSystem): IpcServices {
  const shared = inject(createDefaultSharedCoreModule(context), IpcGeneratedSharedModule, IpcSharedModule);
  const services = inject(createDefaultCoreModule({ shared }), IpcGeneratedModule, IpcModule, {
    shared: () => shared,
  });
  shared.ServiceRegistry.register(services);
  registerValidation(services);
  return services;
}
